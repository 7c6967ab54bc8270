package io.carillon.local;

import io.carillon.local.RunState.ProcessState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells of processes that come and go: in the state file for other terminals, and by a line at this one. */
final class RunJournal implements ServiceProcess.Observer {
    private final DataDirectory data;
    private final Path configuration;
    private final Layout layout;
    private final Postgres postgres;
    private final Kafka kafka;
    private final Progress progress;
    private final long started = System.currentTimeMillis();
    private List<ServiceProcess> services = List.of();
    private boolean ready;

    RunJournal(
            DataDirectory data, Settings settings, Layout layout, Postgres postgres, Kafka kafka, Progress progress) {
        this.data = data;
        this.configuration = settings.configuration();
        this.layout = layout;
        this.postgres = postgres;
        this.kafka = kafka;
        this.progress = progress;
    }

    synchronized void watch(List<ServiceProcess> all) {
        services = all;
    }

    @Override
    public synchronized void changed() {
        List<ProcessState> processes = new ArrayList<>();
        processes.add(postgresState());
        processes.add(kafkaState());
        services.forEach(service -> processes.add(service.state()));
        RunState state = new RunState(
                ProcessHandle.current().pid(),
                started,
                configuration.toString(),
                Addresses.text(layout.sip()),
                Addresses.text(layout.kafka()),
                layout.jdbcUrl(),
                processes);
        try {
            state.write(data.path());
        } catch (IOException broken) {
            progress.say("./carillon status is not told of this: " + broken);
        }
    }

    private ProcessState postgresState() {
        Optional<ProcessHandle> server = postgres.handle();
        return new ProcessState(
                "postgresql",
                server.map(ProcessHandle::pid).orElse(0L),
                server.map(ProcessState::born).orElse(0L),
                Map.of("postgresql", Addresses.text(layout.postgresql())),
                1,
                server.isPresent() ? "" : "stopped");
    }

    private ProcessState kafkaState() {
        ProcessHandle launcher = ProcessHandle.current();
        return new ProcessState(
                "kafka",
                launcher.pid(),
                ProcessState.born(launcher),
                Map.of("kafka", Addresses.text(layout.kafka())),
                1,
                kafka.isRunning() ? "" : "stopped");
    }

    /** From now on an end is told by a line; before, it makes the start fail. */
    synchronized void ready() {
        ready = true;
    }

    @Override
    public void ended(ServiceProcess service, int start, int status, Duration restartIn) {
        String name = service.instance().name();
        if (!isReady()) {
            return;
        }
        progress.say(name + " ended by itself with status " + status + " and is started again in "
                + restartIn.toSeconds() + " s (log: " + data.log(name) + ")");
        Thread.ofVirtual().name("return-of-" + name).start(() -> tellReturn(service, start + 1));
    }

    /** Should it end once more, that end tells of its own return. */
    private void tellReturn(ServiceProcess service, int start) {
        try {
            if (Readiness.awaitStart(service, start)) {
                progress.say(service.instance().name() + " is ready again");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isReady() {
        return ready;
    }
}

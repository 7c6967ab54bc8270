package io.carillon.local;

import io.carillon.local.RunState.ProcessState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a service as a child process. When it ends by itself it is reported in one line and started again
 * with {@linkplain Backoff back-off}; and it is {@linkplain Tether tied} to the launcher. Safe
 * for use by several threads.
 */
final class ServiceProcess {
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms32m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

    private final Instance instance;
    private final Path runner;
    private final Map<String, String> environment;
    private final DataDirectory data;
    private final ScheduledExecutorService clock;
    private final Observer observer;

    private @Nullable Process process;
    private Instant started = Instant.EPOCH;
    private Backoff backoff = Backoff.FIRST;
    private boolean wanted;
    private int starts;
    private String problem = "not started";

    /** Who is told of processes that come and go; called without a lock held. */
    interface Observer {
        void changed();

        void ended(Instance instance, int status, Duration restartIn);
    }

    ServiceProcess(
            Instance instance,
            Path runner,
            Map<String, String> environment,
            DataDirectory data,
            ScheduledExecutorService clock,
            Observer observer) {
        this.instance = instance;
        this.runner = runner;
        this.environment = environment;
        this.data = data;
        this.clock = clock;
        this.observer = observer;
    }

    Instance instance() {
        return instance;
    }

    Path log() {
        return data.log(instance.name());
    }

    void start() throws IOException {
        synchronized (this) {
            if (wanted) {
                return;
            }
            wanted = true;
            data.freshLog(instance.name());
            spawn();
        }
        observer.changed();
    }

    private synchronized void spawn() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-jar", runner.toString()));
        ProcessBuilder builder = new ProcessBuilder(Tether.SERVICE.tie(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .directory(data.workOf(instance.name()).toFile());
        builder.environment().putAll(environment);
        Process fresh = builder.start();
        process = fresh;
        started = Instant.now();
        starts++;
        problem = "";
        var _ = fresh.onExit().thenAccept(this::ended);
    }

    private void ended(Process dead) {
        Duration wait;
        synchronized (this) {
            if (!dead.equals(process)) {
                return;
            }
            process = null;
            problem = "ended with status " + dead.exitValue();
            wait = backoff.after(Duration.between(started, Instant.now()));
            backoff = Backoff.beyond(wait);
            if (wanted) {
                startAgainIn(wait);
            }
        }
        if (isWanted()) {
            observer.ended(instance, dead.exitValue(), wait);
        }
        observer.changed();
    }

    private void startAgainIn(Duration wait) {
        var _ = clock.schedule(this::startAgain, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void startAgain() {
        synchronized (this) {
            if (!wanted || process != null) {
                return;
            }
            try {
                spawn();
            } catch (IOException noProcess) {
                problem = "cannot be started: " + noProcess.getMessage();
                startAgainIn(backoff.next());
            }
        }
        observer.changed();
    }

    synchronized boolean isWanted() {
        return wanted;
    }

    synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** SIGKILL; the process is started again like one that ended by itself. */
    synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** SIGTERM without a restart; {@link #awaitStop} waits for its effect. */
    synchronized void stop() {
        wanted = false;
        if (process != null) {
            process.destroy();
        }
    }

    /** Waits for the process to end, and kills it when the patience does. */
    void awaitStop(Duration patience) {
        Process stopping;
        synchronized (this) {
            stopping = process;
        }
        if (stopping != null && !Children.awaitEnd(stopping.toHandle(), patience)) {
            stopping.destroyForcibly();
            Children.awaitEnd(stopping.toHandle(), Duration.ofSeconds(1));
        }
    }

    synchronized ProcessState state() {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("http", instance.httpUrl());
        instance.sip().ifPresent(address -> addresses.put("sip", Addresses.text(address)));
        instance.rtp().ifPresent(range -> addresses.put("rtp", range.toString()));
        return new ProcessState(
                instance.name(),
                process == null ? 0 : process.pid(),
                process == null ? 0 : ProcessState.born(process.toHandle()),
                addresses,
                starts,
                problem);
    }
}

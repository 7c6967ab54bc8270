package io.carillon.local;

import io.carillon.local.RunState.ProcessState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a service as a child process. When it ends by itself it is reported in one line and started again
 * with {@linkplain Backoff back-off}; and it is {@linkplain Tether tied} to the launcher. Safe
 * for use by several threads.
 */
final class ServiceProcess {
    /** A line of a log that is quoted at the terminal. */
    private static final int LONGEST_WORDS = 300;

    private final Instance instance;
    private final ServiceStart command;
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

        /** @param start which of its starts has ended, from 1 */
        void ended(ServiceProcess service, int start, int status, Duration restartIn);
    }

    ServiceProcess(Instance instance, ServiceStart command, ScheduledExecutorService clock, Observer observer) {
        this.instance = instance;
        this.command = command;
        this.clock = clock;
        this.observer = observer;
    }

    Instance instance() {
        return instance;
    }

    Path log() {
        return command.log(instance);
    }

    void start() throws IOException {
        synchronized (this) {
            if (wanted) {
                return;
            }
            wanted = true;
            command.freshLog(instance);
            spawn();
        }
        observer.changed();
    }

    private synchronized void spawn() throws IOException {
        Process fresh = command.start(instance);
        process = fresh;
        started = Instant.now();
        starts++;
        problem = "";
        var _ = fresh.onExit().thenAccept(this::ended);
    }

    private void ended(Process dead) {
        Duration wait;
        int start;
        synchronized (this) {
            if (!dead.equals(process)) {
                return;
            }
            process = null;
            start = starts;
            problem = "ended with status " + dead.exitValue();
            wait = backoff.after(Duration.between(started, Instant.now()));
            backoff = Backoff.beyond(wait);
            if (wanted) {
                startAgainIn(wait);
            }
        }
        if (isWanted()) {
            observer.ended(this, start, dead.exitValue(), wait);
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

    /** The last line of the log that is no part of a stack trace. */
    Optional<String> lastWords() {
        try (Stream<String> lines = Files.lines(log(), StandardCharsets.UTF_8)) {
            return lines.filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                    .reduce((earlier, later) -> later)
                    .map(line -> line.substring(0, Math.min(LONGEST_WORDS, line.length())));
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty();
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

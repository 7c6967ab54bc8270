package io.carillon.local;

import io.carillon.local.RunState.ProcessState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Processes of an earlier run whose launcher was killed: they end by themselves a few seconds after it. */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Leftovers() {}

    /** Returns when none is left; the caller holds the lock of the data directory. */
    static void awaitEnd(Path data, Progress progress) {
        List<ProcessHandle> left = RunState.read(data).stream()
                .flatMap(state -> state.processes().stream())
                .map(ProcessState::handle)
                .flatMap(Optional::stream)
                // Kafka lived in its launcher, and the number of a launcher may be ours by now.
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .toList();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (ProcessHandle process : left) {
            progress.doing("Waiting for process " + process.pid() + " of the last run to end");
            Duration rest = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (!Children.awaitEnd(process, rest)) {
                process.destroyForcibly();
            }
        }
    }
}

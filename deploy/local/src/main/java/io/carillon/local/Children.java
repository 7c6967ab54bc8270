package io.carillon.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How the launcher parts from its child processes. */
final class Children {
    private static final Logger LOG = System.getLogger(Children.class.getName());

    private Children() {}

    /** Closes the pipe on which the child waits. */
    static void endInput(Process child) {
        try {
            child.getOutputStream().close();
        } catch (IOException alreadyGone) {
            LOG.log(Logger.Level.DEBUG, "the pipe of process {0} was broken: {1}", child.pid(), alreadyGone);
        }
    }

    /** SIGTERM, and SIGKILL when the patience ends. */
    static void stop(ProcessHandle process, Duration patience) {
        process.destroy();
        if (!awaitEnd(process, patience)) {
            process.destroyForcibly();
            awaitEnd(process, patience);
        }
    }

    /** Returns whether the process has ended in time; an interrupt ends the patience. */
    static boolean awaitEnd(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException | ExecutionException stillThere) {
            return !process.isAlive();
        }
    }

    /** Waits for a thread; an interrupt ends the wait. */
    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}

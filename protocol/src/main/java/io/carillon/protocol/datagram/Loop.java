package io.carillon.protocol.datagram;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One thread at a time owns everything scheduled on it: state reached from its tasks and timers needs no lock. That is the
 * loop's own thread, but a loop that sleeps may let who brings it a task do it. A task that throws is logged and does not end
 * the loop.
 */
public interface Loop extends Executor {

    /** Wall-clock time, for everything that is shown or stored. */
    Instant now();

    /**
     * Monotonic time in nanoseconds, read once a wake-up: the arrival time of every datagram handled in it. For
     * differences only.
     */
    default long nanoTime() {
        Instant now = now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /**
     * Runs the task once on this loop after the delay, which may be zero. One of four seconds and more may become up to 70 ms
     * longer. To be called on the loop.
     */
    Timer schedule(Duration delay, Runnable task);

    /**
     * Runs the task on this loop, after those handed over before it: later if this is called on the loop, else at once, before
     * this returns, or later. To be called on any thread.
     */
    @Override
    void execute(Runnable task);

    /**
     * Starts a virtual thread for straight-line code that waits for what this loop brings. Where that is possible the loop's own
     * thread carries it, between the loop's tasks (docs/adr/0026), so that waking one from the other wakes no thread of the
     * system: it must not compute long, nor wait in a way that holds its carrier. It owns nothing of the loop's.
     */
    default void startThread(String name, Runnable code) {
        Thread.ofVirtual().name(name).start(code);
    }
}

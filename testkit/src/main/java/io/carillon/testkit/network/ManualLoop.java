package io.carillon.testkit.network;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A {@link Loop} whose clock stands still until the test moves it. Timers run in the order of their time, those of one
 * instant in the order they were set, each at its own instant; tasks handed over with {@link #execute} run before the
 * clock moves on. Nothing happens on another thread: {@link #advance} and {@link #run} do the work on the caller's.
 */
public final class ManualLoop implements Loop {

    /** An arbitrary instant, the same in every test, so that a failure shows the same times again. */
    public static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    /** Timers that set each other at one instant would never end; no real machine sets this many. */
    private static final int MOST_TIMERS_IN_ONE_ADVANCE = 10_000_000;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Scheduled> timers =
            new PriorityQueue<>(Comparator.comparing(Scheduled::at).thenComparingLong(Scheduled::order));
    private Instant now;
    private long scheduled;

    public ManualLoop() {
        this(START);
    }

    public ManualLoop(Instant start) {
        this.now = start;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a timer cannot run in the past: " + delay);
        }
        Scheduled timer = new Scheduled(now.plus(delay), scheduled++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs the tasks handed over so far, and those that they hand over; the clock stays. */
    public void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Moves the clock on, running every task and timer that becomes due on the way. */
    public void advance(Duration duration) {
        Instant end = now.plus(duration);
        run();
        for (int i = 0; i < MOST_TIMERS_IN_ONE_ADVANCE; i++) {
            Scheduled next = timers.peek();
            if (next == null || next.at().isAfter(end)) {
                now = end;
                return;
            }
            timers.remove();
            now = next.at().isAfter(now) ? next.at() : now;
            next.task().run();
            run();
        }
        throw new IllegalStateException("timers at " + now + " set each other for ever");
    }

    /** Moves the clock on while the loop does nothing: what became due meanwhile runs with the next advance. */
    public void stall(Duration duration) {
        now = now.plus(duration);
    }

    /** How many timers wait: 0 at the end of a test shows that nothing was left behind. */
    public int waitingTimers() {
        return timers.size();
    }

    private record Scheduled(Instant at, long order, Runnable task) {}
}

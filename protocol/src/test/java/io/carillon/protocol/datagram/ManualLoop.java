package io.carillon.protocol.datagram;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A loop whose clock the test moves; the public one of the test kit cannot be used here, for it depends on us. */
public final class ManualLoop implements Loop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Scheduled> timers =
            new PriorityQueue<>(Comparator.comparing(Scheduled::at).thenComparingLong(Scheduled::order));
    private Instant now = Instant.parse("2026-01-05T08:00:00Z");
    private long scheduled;

    private record Scheduled(Instant at, long order, Runnable task) {}

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Scheduled timer = new Scheduled(now.plus(delay), scheduled++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    public void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    public void advance(Duration duration) {
        Instant end = now.plus(duration);
        run();
        for (Scheduled next = timers.peek(); next != null && !next.at().isAfter(end); next = timers.peek()) {
            timers.remove();
            now = next.at();
            next.task().run();
            run();
        }
        now = end;
    }

    public int waitingTimers() {
        return timers.size();
    }
}

package io.carillon.testkit;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waiting with an end: a test waits for a condition and never for time. Whoever changes what is waited for calls
 * {@link #changed()}; a wait that is not fulfilled in time is an {@link AssertionError} that says what was expected and
 * shows the evidence.
 */
public final class Watch {

    /** How often {@link #until} looks at what cannot tell by itself that it changed: a file, another process. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    /** A watched condition may also depend on time alone; it is looked at this often even when nobody calls. */
    private static final long LONGEST_REST = Duration.ofMillis(50).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();

    /** Something that somebody may wait for has changed. Any thread. */
    public void changed() {
        update(() -> {});
    }

    /** Changes what is watched, alone: neither another update nor a condition runs meanwhile. Any thread. */
    public void update(Runnable step) {
        lock.lock();
        try {
            step.run();
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Looks at what is watched while nobody changes it. Any thread. */
    public <T> T read(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    /** Waits on the calling thread until the condition holds. */
    public void await(String what, Duration limit, BooleanSupplier condition, Supplier<String> evidence) {
        if (!holdsWithin(limit, condition)) {
            throw failure(what, limit, evidence);
        }
    }

    /** The same, for what need not come true. */
    public boolean holdsWithin(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                long _ = change.awaitNanos(Math.min(left, LONGEST_REST));
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for what cannot call {@link #changed()}; the condition is looked at every 10 ms. */
    public static void until(String what, Duration limit, BooleanSupplier condition, Supplier<String> evidence) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                throw failure(what, limit, evidence);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while waiting: " + what + "\n" + evidence.get());
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private static AssertionError failure(String what, Duration limit, Supplier<String> evidence) {
        double seconds = limit.toMillis() / (double) TimeUnit.SECONDS.toMillis(1);
        return new AssertionError(
                String.format(Locale.ROOT, "not within %.1f s: %s%n%s", seconds, what, evidence.get()));
    }
}

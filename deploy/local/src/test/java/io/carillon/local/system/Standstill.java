package io.carillon.local.system;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * For how long this JVM could not run: a thread that wants to every few milliseconds notes when it could not. Virtual machines
 * stand still now and then, and a JVM for its garbage; that every processor was taken shows too, so that a test which excuses
 * what this says must bound it. Owns its thread.
 */
final class Standstill implements AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(5);

    private final Thread thread = Thread.ofPlatform().name("standstill").unstarted(this::beat);
    private final AtomicLong longest = new AtomicLong();
    private volatile long beatBegun = System.nanoTime();

    static Standstill watched() {
        Standstill standstill = new Standstill();
        standstill.thread.start();
        return standstill;
    }

    /** The longest since it was forgotten, the one that is not over included. */
    Duration longest() {
        return Duration.ofNanos(Math.max(longest.get(), late()));
    }

    private long late() {
        return Math.max(0, System.nanoTime() - beatBegun - BEAT.toNanos());
    }

    void forget() {
        longest.set(0);
    }

    private void beat() {
        try {
            while (true) {
                beatBegun = System.nanoTime();
                Thread.sleep(BEAT);
                longest.accumulateAndGet(late(), Math::max);
            }
        } catch (InterruptedException closed) {
            // Nobody wants to know any more.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.carillon.bench.measure;

import java.time.Duration;

/** What the bench is doing, on standard error, so that standard output is the report alone. */
public final class Progress {

    private static final long BEGUN = System.nanoTime();

    private Progress() {}

    @SuppressWarnings("SystemOut") // for the person who waits
    public static void doing(String what) {
        long seconds = Duration.ofNanos(System.nanoTime() - BEGUN).toSeconds();
        System.err.println("[" + seconds + " s] " + what);
    }
}

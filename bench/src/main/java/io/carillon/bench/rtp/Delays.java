package io.carillon.bench.rtp;

/** Delays in microseconds, counted up to a second. Owner: one thread at a time. */
final class Delays {

    private static final int MOST_MICROS = 1_000_000;

    private final int[] counts = new int[MOST_MICROS + 1];
    private long total;

    void add(long nanos) {
        counts[Math.clamp(nanos / 1_000, 0, MOST_MICROS)]++;
        total++;
    }

    long count() {
        return total;
    }

    /** @param share 0.5 for the median */
    int micros(double share) {
        long wanted = Math.max(1, (long) Math.ceil(total * share));
        long seen = 0;
        for (int micros = 0; micros <= MOST_MICROS; micros++) {
            seen += counts[micros];
            if (seen >= wanted) {
                return micros;
            }
        }
        return MOST_MICROS;
    }
}

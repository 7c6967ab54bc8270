package io.carillon.bench.measure;

/** Delays in microseconds, counted up to a second. Owner: one thread at a time. */
public final class Delays {

    private static final int MOST_MICROS = 1_000_000;

    private final int[] counts = new int[MOST_MICROS + 1];
    private long total;

    public void add(long nanos) {
        counts[Math.clamp(nanos / 1_000, 0, MOST_MICROS)]++;
        total++;
    }

    public long count() {
        return total;
    }

    /**
     * The delay that this share of all did not exceed.
     *
     * @param share 0.5 for the median
     */
    public int micros(double share) {
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

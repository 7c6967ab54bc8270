package io.carillon.bench.recording;

import java.util.Map;

/**
 * One turn of all recordings.
 *
 * @param seconds times recordings
 * @param cpuSeconds by part
 */
record RecordingTurn(double seconds, Map<String, Double> cpuSeconds, Kept kept) {

    /** CPU milliseconds that a second of one recording costs. */
    double millis() {
        return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum() * 1e3 / seconds;
    }
}

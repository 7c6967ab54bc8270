package io.carillon.bench.measure;

import java.time.Duration;
import java.util.Map;

/**
 * What a contender did in one turn.
 *
 * @param units how many were done: requests, calls, packets
 * @param lost how many were begun and not done
 * @param repeated datagrams that the load sent again for want of an answer
 * @param length from the first unit's begin to the last one's end
 * @param cpuSeconds by part (a process, or a group of them), work left for after the last unit included
 * @param delays of the units, or of the part of a unit that the table names
 */
public record Turn(
        long units, long lost, long repeated, Duration length, Map<String, Double> cpuSeconds, Delays delays) {

    double microsAUnit() {
        return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum() * 1e6 / units;
    }

    double microsAUnit(String part) {
        return cpuSeconds.getOrDefault(part, 0.0) * 1e6 / units;
    }

    double unitsASecond() {
        return units * 1e9 / length.toNanos();
    }
}

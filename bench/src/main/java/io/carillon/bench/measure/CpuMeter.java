package io.carillon.bench.measure;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** CPU seconds used since the meter was made, by part. */
@FunctionalInterface
public interface CpuMeter {

    Map<String, Double> read() throws Exception;

    /** Of processes that neither begin nor end meanwhile. */
    static CpuMeter of(Map<String, ? extends Collection<Long>> pids) throws IOException {
        Map<String, Double> before = seconds(pids);
        return () -> {
            Map<String, Double> used = seconds(pids);
            used.replaceAll((part, after) -> after - before.getOrDefault(part, 0.0));
            return used;
        };
    }

    /** The parts of both, in this order. */
    default CpuMeter and(CpuMeter other) {
        return () -> {
            Map<String, Double> used = new LinkedHashMap<>(read());
            used.putAll(other.read());
            return used;
        };
    }

    private static Map<String, Double> seconds(Map<String, ? extends Collection<Long>> pids) throws IOException {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Map.Entry<String, ? extends Collection<Long>> part : pids.entrySet()) {
            double sum = 0;
            for (long pid : part.getValue()) {
                sum += ProcessStat.of(pid).cpuSeconds();
            }
            seconds.put(part.getKey(), sum);
        }
        return seconds;
    }
}

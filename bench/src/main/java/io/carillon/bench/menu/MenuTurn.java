package io.carillon.bench.menu;

import java.util.Map;

/**
 * One turn of all calls in the menu.
 *
 * @param callSeconds seconds times calls
 * @param cpuSeconds by part
 */
record MenuTurn(double callSeconds, Map<String, Double> cpuSeconds, Heard heard) {

    /** CPU milliseconds that a second of one call costs. */
    double millis() {
        return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum() * 1e3 / callSeconds;
    }

    double millis(String part) {
        return cpuSeconds.getOrDefault(part, 0.0) * 1e3 / callSeconds;
    }
}

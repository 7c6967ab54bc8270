package io.carillon.bench.menu;

import io.carillon.bench.measure.Delays;
import io.carillon.bench.measure.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The turns as Markdown. Costs and delays are medians of the turns; packets are of all turns.
 *
 * @param turns by what the callers do, in order
 */
record MenuResult(int calls, Map<String, List<MenuTurn>> turns) implements Report {

    private static final double NANOS_A_MILLI = 1e6;

    @Override
    public String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("### Menus, " + calls + " calls at once");
        lines.add("");
        lines.add("| | CPU ms a second of a call | least–most | of which | packets more than 20 ms late | worst ms"
                + " | late: p50 ms | p99 ms | packets | lost | misordered"
                + " | end of a key to the next prompt: p50 ms | p99 ms | keys |");
        lines.add("|---|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        turns.forEach((callers, measured) -> lines.add(row(callers, measured)));
        lines.add("");
        lines.add("- no peer: Kamailio and rtpengine have no menus, and Asterisk takes part in calls alone");
        double ours = turns.values().stream()
                .flatMap(List::stream)
                .mapToLong(turn -> turn.heard().worstOfOurs())
                .max()
                .orElse(0);
        lines.add(String.format(
                Locale.ROOT,
                "- the bench's own clock was at worst %.1f ms late, which counts against us",
                ours / NANOS_A_MILLI));
        return String.join("\n", lines);
    }

    @Override
    public String summary() {
        return turns.entrySet().stream()
                .map(entry -> "Menus, " + entry.getKey() + ": " + share(entry.getValue())
                        + " of the packets more than 20 ms late")
                .collect(Collectors.joining("; "));
    }

    private static String row(String callers, List<MenuTurn> measured) {
        double[] costs =
                measured.stream().mapToDouble(MenuTurn::millis).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "| %s | **%.2f** | %.2f–%.2f | %s | **%s** | %.1f | %.2f | %.2f | %d | %d | %d | %s | %d |",
                callers,
                median(measured, MenuTurn::millis),
                costs[0],
                costs[costs.length - 1],
                parts(measured),
                share(measured),
                measured.stream().mapToLong(turn -> turn.heard().worst()).max().orElse(0) / NANOS_A_MILLI,
                median(measured, turn -> millis(turn.heard().lateness(), 0.5)),
                median(measured, turn -> millis(turn.heard().lateness(), 0.99)),
                sum(measured, heard -> heard.lateness().count()),
                sum(measured, Heard::lost),
                sum(measured, Heard::outOfOrder),
                keys(measured),
                sum(measured, heard -> heard.keys().count()));
    }

    private static String keys(List<MenuTurn> measured) {
        if (sum(measured, heard -> heard.keys().count()) == 0) {
            return "– | –";
        }
        return String.format(
                Locale.ROOT,
                "%.1f | %.1f",
                median(measured, turn -> millis(turn.heard().keys(), 0.5)),
                median(measured, turn -> millis(turn.heard().keys(), 0.99)));
    }

    private static String share(List<MenuTurn> measured) {
        double late = sum(measured, Heard::late);
        return String.format(
                Locale.ROOT,
                "%.4f %%",
                100 * late / sum(measured, heard -> heard.lateness().count()));
    }

    private static String parts(List<MenuTurn> measured) {
        return measured.getFirst().cpuSeconds().keySet().stream()
                .map(part ->
                        part + " " + String.format(Locale.ROOT, "%.2f", median(measured, turn -> turn.millis(part))))
                .collect(Collectors.joining(", "));
    }

    private static double millis(Delays delays, double share) {
        return delays.micros(share) / 1e3;
    }

    private static long sum(List<MenuTurn> measured, ToLongFunction<Heard> figure) {
        return measured.stream()
                .mapToLong(turn -> figure.applyAsLong(turn.heard()))
                .sum();
    }

    private static double median(List<MenuTurn> measured, ToDoubleFunction<MenuTurn> figure) {
        double[] sorted = measured.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

package io.carillon.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The turns of a comparison as Markdown. Figures are medians of the turns; the spread is the least and the greatest.
 *
 * @param turns by contender, in order
 */
public record Result(Comparison comparison, Map<String, List<Turn>> turns) implements Report {

    private static final double MEDIAN = 0.5;
    private static final double WORST_OF_A_HUNDRED = 0.99;

    /** Title, table, and a line a bar. */
    @Override
    public String markdown() {
        String unit = comparison.unit();
        List<String> lines = new ArrayList<>();
        lines.add("### " + comparison.title());
        lines.add("");
        lines.add("| | CPU µs a " + unit + " | least–most | of which | " + unit + "s a second | " + comparison.delay()
                + ": p50 ms | p99 ms | " + unit + "s | lost | sent again |");
        lines.add("|---|---:|---:|---|---:|---:|---:|---:|---:|---:|");
        turns.forEach((name, measured) -> lines.add(row(name, measured)));
        lines.add("");
        comparison.bars().forEach(bar -> lines.add("- " + verdict(bar)));
        return String.join("\n", lines);
    }

    /** The first bar in a few words. */
    @Override
    public String summary() {
        return comparison.title() + " " + verdict(comparison.bars().getFirst()).replace("*", "");
    }

    private String row(String name, List<Turn> measured) {
        double least = measured.stream().mapToDouble(Turn::microsAUnit).min().orElseThrow();
        double most = measured.stream().mapToDouble(Turn::microsAUnit).max().orElseThrow();
        return String.format(
                Locale.ROOT,
                "| %s | **%.1f** | %.1f–%.1f | %s | %.0f | %.2f | %.2f | %d | %d | %d |",
                name,
                cost(name),
                least,
                most,
                parts(measured),
                median(measured, Turn::unitsASecond),
                median(measured, turn -> turn.delays().micros(MEDIAN) / 1e3),
                median(measured, turn -> turn.delays().micros(WORST_OF_A_HUNDRED) / 1e3),
                measured.stream().mapToLong(Turn::units).sum(),
                measured.stream().mapToLong(Turn::lost).sum(),
                measured.stream().mapToLong(Turn::repeated).sum());
    }

    private static String parts(List<Turn> measured) {
        return measured.getFirst().cpuSeconds().keySet().stream()
                .map(part -> part + " "
                        + String.format(Locale.ROOT, "%.1f", median(measured, turn -> turn.microsAUnit(part))))
                .collect(Collectors.joining(", "));
    }

    private String verdict(Bar bar) {
        OptionalDouble theirs = theirs(bar);
        if (theirs.isEmpty()) {
            return bar.what() + ": not installed, so there is nothing to compare with";
        }
        double ratio = cost(ours()) / theirs.getAsDouble();
        return bar.what() + ": " + String.format(Locale.ROOT, "%.2f", ratio) + ", "
                + (ratio <= bar.most() ? "met" : "**not met**");
    }

    /** What a unit costs them; empty where they were not measured. */
    private OptionalDouble theirs(Bar bar) {
        return switch (bar) {
            case Bar.Beside(var _, String name, var _) ->
                turns.containsKey(name) ? OptionalDouble.of(cost(name)) : OptionalDouble.empty();
            case Bar.Elsewhere(var _, double micros, var _) -> OptionalDouble.of(micros);
        };
    }

    private String ours() {
        return comparison.contenders().getFirst().name();
    }

    private double cost(String name) {
        return median(turns.getOrDefault(name, List.of()), Turn::microsAUnit);
    }

    private static double median(List<Turn> measured, ToDoubleFunction<Turn> figure) {
        double[] sorted = measured.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

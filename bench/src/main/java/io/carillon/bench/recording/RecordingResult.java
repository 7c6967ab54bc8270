package io.carillon.bench.recording;

import io.carillon.bench.measure.Report;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The turns as Markdown. Costs and delays are medians of the turns, the rest is of all turns. */
record RecordingResult(int recordings, List<RecordingTurn> turns) implements Report {

    private static final long SAMPLES_A_MILLISECOND = 8;

    @Override
    public String markdown() {
        double[] costs =
                turns.stream().mapToDouble(RecordingTurn::millis).sorted().toArray();
        return String.join(
                "\n",
                "### Recordings, " + recordings + " at once",
                "",
                "| | CPU ms a second of a recording | least–most | said ms | missing ms | wrong samples | failed"
                        + " | chunk kept after its last word: p50 ms | p99 ms | worst ms |",
                "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
                String.format(
                        Locale.ROOT,
                        "| relay | **%.2f** | %.2f–%.2f | %d | **%d** | %d | %d | %.1f | %.1f | %.1f |",
                        median(RecordingTurn::millis),
                        costs[0],
                        costs[costs.length - 1],
                        sum(Kept::said) / SAMPLES_A_MILLISECOND,
                        sum(Kept::gaps) / SAMPLES_A_MILLISECOND,
                        sum(Kept::wrong),
                        sum(Kept::failed),
                        delay(0.5),
                        delay(0.99),
                        delay(1)),
                "",
                "- no peer; the recordings are kept by the bench, in voicemail's place, whose cost is not in it");
    }

    @Override
    public String summary() {
        return String.format(
                Locale.ROOT,
                "Recordings: %d ms missing of %d ms, %.2f ms of CPU a second of each",
                sum(Kept::gaps) / SAMPLES_A_MILLISECOND,
                sum(Kept::said) / SAMPLES_A_MILLISECOND,
                median(RecordingTurn::millis));
    }

    private double delay(double share) {
        return median(turn -> turn.kept().delays().micros(share) / 1e3);
    }

    private long sum(ToLongFunction<Kept> figure) {
        return turns.stream().mapToLong(turn -> figure.applyAsLong(turn.kept())).sum();
    }

    private double median(ToDoubleFunction<RecordingTurn> figure) {
        double[] sorted = turns.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

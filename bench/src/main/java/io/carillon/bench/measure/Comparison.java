package io.carillon.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contenders one after the other, round after round, so that a noisy neighbour hits all alike. The first of them is ours.
 *
 * @param title of the table
 * @param unit what is counted, in the singular
 * @param delay what the delays are of
 */
public record Comparison(String title, String unit, String delay, List<Contender> contenders, List<Bar> bars) {

    /** Measures; every contender gets a turn of this length in each of the rounds. */
    public Result run(int rounds, Duration turn) throws Exception {
        for (Contender contender : contenders) {
            Progress.doing(title + ": warming up " + contender.name());
            contender.warmUp();
        }
        Map<String, List<Turn>> turns = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : contenders) {
                Turn measured = contender.turn(turn);
                turns.computeIfAbsent(contender.name(), _ -> new ArrayList<>()).add(measured);
                Progress.doing(title + ", round " + round + " of " + rounds + ": " + contender.name() + " "
                        + Math.round(measured.microsAUnit()) + " µs a " + unit);
            }
        }
        return new Result(this, turns);
    }
}

package io.carillon.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ResultTest {

    private static final List<Bar> BARS = List.of(
            new Bar.Beside("at most as theirs", "theirs", 1.0), new Bar.Elsewhere("at most half of 10 µs", 10, 0.5));

    @Test
    void our_median_is_held_against_theirs_and_against_what_was_measured_elsewhere() {
        Result result = result(Map.of("ours", turns(4, 6, 100), "theirs", turns(1, 3, 5)));

        assertThat(result.markdown())
                .contains("- at most as theirs: 2.00, **not met**", "- at most half of 10 µs: 0.60, **not met**");
    }

    @Test
    void a_peer_that_was_not_measured_leaves_its_bar_open() {
        Result result = result(Map.of("ours", turns(4)));

        assertThat(result.markdown())
                .contains("- at most as theirs: not installed", "at most half of 10 µs: 0.40, met");
    }

    private static Result result(Map<String, List<Turn>> turns) {
        return new Result(new Comparison("Work", "unit", "delay", List.of(new Ours()), BARS), turns);
    }

    /** @param micros a unit, by turn */
    private static List<Turn> turns(double... micros) {
        return DoubleStream.of(micros)
                .mapToObj(cost ->
                        new Turn(1000, 0, 0, Duration.ofSeconds(1), Map.of("server", cost * 1000 / 1e6), new Delays()))
                .toList();
    }

    private record Ours() implements Contender {

        @Override
        public String name() {
            return "ours";
        }

        @Override
        public void warmUp() {}

        @Override
        public Turn turn(Duration howLong) {
            throw new UnsupportedOperationException("measured already");
        }
    }
}

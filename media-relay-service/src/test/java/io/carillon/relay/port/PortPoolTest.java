package io.carillon.relay.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortPoolTest {

    private static final long QUARANTINE = PortPool.QUARANTINE.toNanos();

    @ParameterizedTest
    @CsvSource({"10000, 10001, 1", "10000, 10003, 2", "10001, 10004, 1", "10000, 10002, 1", "65534, 65535, 1"})
    void pairs_lie_within_the_range_even_below_odd(int first, int last, int size) {
        PortPool pool = new PortPool(first, last, new Random(1));

        assertThat(pool.size()).isEqualTo(size);
        PortPair pair = pool.take(0).orElseThrow();
        assertThat(pair.rtp()).isEven().isBetween(first, last);
        assertThat(pair.rtcp()).isBetween(first, last);
    }

    @Test
    void a_range_without_a_pair_is_refused() {
        assertThatThrownBy(() -> new PortPool(10_001, 10_002, new Random(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10001-10002");
    }

    @Test
    void no_pair_is_given_out_twice_and_then_there_is_none() {
        PortPool pool = new PortPool(10_000, 10_199, new Random(2));
        List<Integer> taken = new ArrayList<>();

        for (int i = 0; i < 100; i++) {
            taken.add(pool.take(0).orElseThrow().rtp());
        }

        assertThat(taken).doesNotHaveDuplicates();
        assertThat(pool.take(0)).isEmpty();
        assertThat(pool.inUse()).isEqualTo(100);
    }

    @Test
    void pairs_come_in_random_order() {
        PortPool pool = new PortPool(10_000, 10_199, new Random(3));

        List<Integer> taken = IntStream.range(0, 100)
                .mapToObj(i -> pool.take(0).orElseThrow().rtp())
                .toList();

        assertThat(taken).isNotEqualTo(taken.stream().sorted().toList());
    }

    @Test
    void a_pair_rests_before_it_is_used_again() {
        PortPool pool = new PortPool(10_000, 10_001, new Random(4));
        PortPair pair = pool.take(0).orElseThrow();
        pool.giveBack(pair, 100);

        assertThat(pool.inUse()).isZero();
        assertThat(pool.take(100 + QUARANTINE - 1)).isEmpty();
        assertThat(pool.take(100 + QUARANTINE)).contains(pair);
    }

    @Test
    void a_pair_nobody_was_told_of_needs_no_rest() {
        PortPool pool = new PortPool(10_000, 10_001, new Random(4));
        PortPair pair = pool.take(0).orElseThrow();

        pool.putBack(pair);

        assertThat(pool.take(0)).contains(pair);
    }

    @Test
    void the_pair_that_has_rested_longest_comes_first() {
        PortPool pool = new PortPool(10_000, 10_005, new Random(5));
        PortPair first = pool.take(0).orElseThrow();
        PortPair second = pool.take(0).orElseThrow();
        PortPair third = pool.take(0).orElseThrow();
        pool.giveBack(second, 1);
        pool.giveBack(first, 2);
        pool.giveBack(third, 3);

        long later = QUARANTINE + 10;
        assertThat(List.of(
                        pool.take(later).orElseThrow(),
                        pool.take(later).orElseThrow(),
                        pool.take(later).orElseThrow()))
                .containsExactly(second, first, third);
    }
}

package io.carillon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortRangeTest {
    @Test
    void one_relay_has_the_whole_range() {
        assertThat(new PortRange(10_001, 10_010).slices(1)).contains(List.of(new PortRange(10_001, 10_010)));
    }

    @Test
    void two_relays_share_the_range_without_a_common_port() {
        assertThat(new PortRange(10_000, 20_000).slices(2))
                .contains(List.of(new PortRange(10_000, 14_999), new PortRange(15_000, 19_999)));
    }

    @ParameterizedTest
    @CsvSource({"10000,20000,3", "10001,10100,7", "1,65535,8", "30000,30031,8"})
    void slices_are_alike_begin_at_even_ports_and_stay_within_the_range(int first, int last, int count) {
        List<PortRange> slices = new PortRange(first, last).slices(count).orElseThrow();

        assertThat(slices).hasSize(count).allMatch(slice -> slice.first() % 2 == 0 && slice.first() >= first);
        assertThat(slices.stream().map(PortRange::size).distinct()).hasSize(1);
        assertThat(slices.getLast().last()).isLessThanOrEqualTo(last);
        for (int i = 1; i < count; i++) {
            assertThat(slices.get(i).first()).isEqualTo(slices.get(i - 1).last() + 1);
        }
    }

    @Test
    void a_slice_too_small_for_one_call_is_none() {
        assertThat(new PortRange(10_000, 10_006).slices(2)).isEmpty();
    }

    @Test
    void the_widest_part_without_taken_ports_is_found_on_either_side() {
        PortRange range = new PortRange(10_000, 20_000);

        assertThat(range.widestWithout(Set.of(15_060, 15_061, 15_062))).contains(new PortRange(10_000, 15_059));
        assertThat(range.widestWithout(Set.of(10_000, 12_000))).contains(new PortRange(12_001, 20_000));
        assertThat(range.widestWithout(Set.of(5060))).contains(range);
    }

    @Test
    void nothing_is_left_of_a_range_whose_every_second_port_is_taken() {
        assertThat(new PortRange(100, 104).widestWithout(Set.of(101, 103))).isEmpty();
    }

    @Test
    void a_range_is_read_as_it_is_written() {
        assertThat(PortRange.parse("10000-20000")).contains(new PortRange(10_000, 20_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10000", "20000-10000", "a-b", "1-2-3", "0-10", "1-65536", "10000-"})
    void what_is_no_range_is_not_read(String text) {
        assertThat(PortRange.parse(text)).isEqualTo(Optional.empty());
    }
}

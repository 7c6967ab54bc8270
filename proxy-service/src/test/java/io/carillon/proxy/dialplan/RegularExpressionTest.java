package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegularExpressionTest {
    private final List<String> complaints = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "5551234, '^[0-9]{3}[0-9]{4}$', true",
                "555123, '^[0-9]{3}[0-9]{4}$', false",
                "12, '^[0-9]{2,5}$', true",
                "123456, '^[0-9]{2,5}$', false",
                "123456, '^[0-9]{2,}$', true",
            })
    void counts_are_understood(String text, String pattern, boolean matches) {
        assertThat(RegularExpression.matches(text, pattern, complaints::add)).isEqualTo(matches);
        assertThat(complaints).isEmpty();
    }

    @Test
    void counts_that_multiply_beyond_measure_are_told_and_match_nothing() {
        assertThat(RegularExpression.matches("1", "(([0-9]{100}){100}){1,100}", complaints::add))
                .isFalse();
        assertThat(complaints).hasSize(1);
    }
}

package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionPatternTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            100,      100,      true
            100,      10,       false
            100,      1000,     false
            555-1212, 5551212,  true
            5551212,  555-1212, true
            s,        s,        true
            S,        s,        false
            _1XX,     100,      true
            _1XX,     1000,     false
            _1XX,     10,       false
            _1xx,     199,      true
            _1XX,     10a,      false
            _NZX,     210,      true
            _NZX,     110,      false
            _NZX,     200,      false
            _[13-5]X, 30,       true
            _[13-5]X, 40,       true
            _[13-5]X, 20,       false
            _[a-c]!,  b,        true
            _[]X,     10,       false
            _1.,      1,        false
            _1.,      12,       true
            _1.,      1abc@,    true
            _1!,      1,        true
            _1!,      12,       true
            _!,       ``,       true
            _.,       ``,       false
            _+33X.,   +3361,    true
            _X-X,     1-2,      true
            _é,       é,        true
            _[5,      [5,       true
            """)
    void a_number_matches_or_not(String pattern, String dialled, boolean matches) {
        assertThat(ExtensionPattern.of(pattern).matches(dialled)).isEqualTo(matches);
    }

    /** Each list in the order in which Asterisk tries. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "100 _100 _10[5] _10[12] _10N _10Z _10X _1XX _1X. _1. _1! _NXX _ZXX _XXX _X. _X! _. _!",
                "_12. _1[2-3]. _1N. _1X. _1.",
                "_0X. _[1-3]X. _N. _Z. _X.",
                "_100 _1[0-1]0 _1[0-2]0 _1X0"
            })
    void the_more_specific_comes_first(String text) {
        List<String> order = List.of(text.split(" "));
        List<String> shuffled = IntStream.range(0, order.size())
                .map(i -> order.size() - 1 - i)
                .mapToObj(order::get)
                .sorted(Comparator.comparing(ExtensionPattern::of, ExtensionPattern.MOST_SPECIFIC_FIRST))
                .toList();

        // What is equally specific may stand in any order: nothing here is.
        assertThat(shuffled.stream().filter(name -> !name.equals("_100")).toList())
                .isEqualTo(order.stream().filter(name -> !name.equals("_100")).toList());
    }

    @Test
    void any_text_is_a_pattern() {
        Random random = new Random(1);
        String alphabet = "_XZN.![]-0123456789as \u00e9*#+";

        Stream.generate(() -> random.ints(random.nextInt(12), 0, alphabet.length())
                        .mapToObj(i -> alphabet.substring(i, i + 1))
                        .reduce("", String::concat))
                .limit(100_000)
                .forEach(text ->
                        assertThat(ExtensionPattern.of(text).matches("s")).isIn(true, false));
    }
}

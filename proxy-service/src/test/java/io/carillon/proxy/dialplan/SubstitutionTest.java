package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.dialplan.application.Applications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubstitutionTest {
    private static final Map<String, String> VALUES = Map.of(
            "A", "alpha", "N", "7", "NAME", "A", "EXTEN", "0123456789", "LONG", "x".repeat(8_000), "DOLLAR", "${A}");

    private final List<String> complaints = new ArrayList<>();
    private final Substitution substitution = new Substitution(new Scope() {
        @Override
        public Optional<String> variable(String name) {
            return Optional.ofNullable(VALUES.get(name));
        }

        @Override
        public Optional<String> function(String name, String argument) {
            return Applications.NAMES.function(name).map(function -> function.read(this, argument));
        }

        @Override
        public void complain(String text) {
            complaints.add(text);
        }
    });

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain                    | plain
            ${A}                     | alpha
            x${A}y${N}z              | xalphay7z
            ${MISSING}               | ``
            ${ A }                   | alpha
            ${EXTEN:1}               | 123456789
            ${EXTEN:1:3}             | 123
            ${EXTEN:-2}              | 89
            ${EXTEN:-2:1}            | 8
            ${EXTEN:0:-8}            | 01
            ${EXTEN:-20}             | 0123456789
            ${EXTEN:20}              | ``
            ${EXTEN:3:0}             | ``
            ${EXTEN::2}              | 01
            ${${NAME}}               | alpha
            ${EXTEN:${N}}            | 789
            ${IF($[1]?a:b)}          | a
            ${LEN(${EXTEN})}         | 10
            ${len(abc)}              | 3
            ${LEN(abcdefghijkl):1}   | 2
            $[1 + 2]                 | 3
            $[${N} + 1]              | 8
            $[${LEN(${A})} = 5]      | 1
            a$[1]b                   | a1b
            ${DOLLAR}                | ${A}
            $                        | $
            $$${A}                   | $$alpha
            ${A                      | ${A
            $[1                      | $[1
            $5 {x}                   | $5 {x}
            $[" [a] " =~ "[a]"]      | 1
            """)
    void values_are_put_in(String text, String expected) {
        assertThat(substitution.apply(text)).isEqualTo(expected);
    }

    @Test
    void what_cannot_be_understood_is_empty_and_told() {
        assertThat(substitution.apply("<$[1 +]>")).isEqualTo("<0>");
        assertThat(substitution.apply("<${NOFUNCTION(1)}>")).isEqualTo("<>");
        assertThat(complaints)
                .containsExactly(
                        "$[1 +] cannot be understood: the end was not expected", "there is no function NOFUNCTION");
    }

    @Test
    void a_value_is_at_most_eight_kilobytes() {
        assertThat(substitution.apply("${LONG}${LONG}${LONG}")).hasSize(Substitution.MAX_LENGTH);
        assertThat(substitution.apply("$[${LONG} ~~ ${LONG}]")).hasSizeLessThanOrEqualTo(Substitution.MAX_LENGTH);
    }

    @Test
    void nesting_has_an_end() {
        assertThat(substitution.apply("${".repeat(2_000) + "A" + "}".repeat(2_000)))
                .isEmpty();
        assertThat(complaints).containsExactly("names are nested more than 20 deep");
    }

    @Test
    void mutated_texts_neither_fail_nor_take_long() {
        Random random = new Random(3);
        String[] pieces = {
            "${",
            "}",
            "$[",
            "]",
            "A",
            "EXTEN",
            ":",
            "1",
            "-2",
            "LEN(",
            ")",
            "(",
            "\"",
            " ",
            "=",
            "?",
            "::",
            "|",
            "+",
            "${LONG}",
            "${EXTEN}",
            "$",
            "{",
            "[",
            "\\",
            "\uE026",
            "=~",
            "CUT(",
            "FILTER(",
            "REGEX(\"",
            "IF(",
            "URIDECODE(",
            "MATH(",
            ",",
            "%",
            "&",
            "\\x4"
        };
        long start = System.nanoTime();

        for (int run = 0; run < 300_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(24); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(substitution.apply(text.toString()).length()).isLessThanOrEqualTo(Substitution.MAX_LENGTH);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }
}

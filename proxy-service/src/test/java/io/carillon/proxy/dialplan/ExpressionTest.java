package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '\t', quoteCharacter = '`', textBlock = """
            1 + 2	3
            1+2*3	7
            (1+2)*3	9
            7 - 2 - 1	4
            7 / 2	3.5
            8 / 2	4
            10 / 3	3.33333333333333333
            7 % 4	3
            1 / 0	0
            1 % 0	0
            -3 + 5	2
            - 3 * 2	-6
            2 - -3	5
            1.5 + 1.5	3
            007	007
            007 = 7	1
            1.0 = 1	1
            "10" < "9"	1
            10 < 9	0
            10 > 9	1
            2 >= 2	1
            2 <= 1	0
            2 != 1	1
            2 == 2	1
            abc = abc	1
            abc < abd	1
            "abc" = abc	1
            "5" = 5	1
            "" = ""	1
            "a b" = "a b"	1
            1 | 0	1
            0 | 0	0
            0 | abc	abc
            "" | abc	abc
            1 & 5	1
            1 & 0	0
            0 & 1	0
            0 | 1 & 0	0
            1 | 1 & 0	1
            1 = 2 | 3 = 3	1
            1 = 1 & 2 = 3	0
            1 + 1 = 2	1
            2 * 3 = 6 & 1	1
            !0	1
            !1	0
            !abc	0
            !!5	1
            ! 1 = 0	1
            1 ? yes :: no	yes
            0 ? yes :: no	no
            1 = 1 ? 2 + 3 :: 4	5
            0 ? a :: 0 ? b :: c	c
            "0612345678" =~ "^06"	2
            "0612345678" =~ "^06([0-9]*)"	12345678
            "0612345678" : "6"	0
            "0612345678" : "06"	2
            "0612345678" : "(07)"	``
            abc =~ "["	0
            abc ~~ def	abcdef
            abc + 1	0
            123456789012 + 1	123456789013
            999999999999999999 * 999999999999999999 * 10	0
            ``	``
            SIP/a = SIP/a	1
            """)
    void an_expression_comes_to_a_value(String expression, String value) {
        assertThat(Expression.evaluate(expression)).isEqualTo(new Expression.Result.Value(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "= 1",
                "1 =",
                "1 2",
                "(1",
                "1)",
                "()",
                "1 ? 2",
                "1 ? 2 : 3",
                "\"abc",
                "| |",
                "!",
                "-",
                "a b = c",
                "::"
            })
    void what_is_no_expression_says_why(String expression) {
        assertThat(Expression.evaluate(expression)).isInstanceOf(Expression.Result.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\" | 1 = 1 | \"",
                "0 | 1",
                "1)",
                "(",
                "\"",
                "a = a",
                "!",
                "-1",
                "+33 6",
                "100 ? 1 :: 2",
                "x&y",
                "a,b",
                "]"
            })
    void what_a_phone_sends_is_an_operand_and_nothing_else(String hostile) {
        String quoted = Quoting.quote(hostile);

        assertThat(Expression.evaluate(quoted + " = wanted")).isEqualTo(new Expression.Result.Value("0"));
        assertThat(Expression.evaluate("\"" + quoted + "\" = \"wanted\"")).isEqualTo(new Expression.Result.Value("0"));
        assertThat(Expression.evaluate(quoted + " = " + quoted)).isEqualTo(new Expression.Result.Value("1"));
        assertThat(Expression.evaluate("wanted =~ \"^" + quoted + "$\"")).isEqualTo(new Expression.Result.Value("0"));
        assertThat(Quoting.plain(hostile)).isEqualTo(hostile);
        assertThat(Quoting.plain(quoted)).isEqualTo(hostile);
    }

    @Test
    void a_number_from_a_phone_is_still_a_number() {
        assertThat(Expression.evaluate(Quoting.quote("-5") + " + 3")).isEqualTo(new Expression.Result.Value("-2"));
        assertThat(Expression.evaluate(Quoting.quote("1.50") + " = 1.5")).isEqualTo(new Expression.Result.Value("1"));
    }

    @Test
    void what_a_regular_expression_cuts_out_of_a_phones_text_stays_the_phones() {
        assertThat(Expression.evaluate(Quoting.quote("0&SIP/b") + " =~ \"0(.*)\""))
                .isEqualTo(new Expression.Result.Value(Quoting.quote("&SIP/b")));
    }

    @Test
    @Timeout(5)
    void a_regular_expression_that_would_take_for_ever_matches_nothing() {
        assertThat(Expression.evaluate("\"" + "a".repeat(200) + "!\" =~ \"^(a+)+$\""))
                .isEqualTo(new Expression.Result.Value(""));
    }

    @Test
    void nesting_has_an_end() {
        assertThat(Expression.evaluate("(".repeat(4_000) + "1" + ")".repeat(4_000)))
                .isInstanceOf(Expression.Result.Malformed.class);
        assertThat(Expression.evaluate("!".repeat(8_000) + "1")).isEqualTo(new Expression.Result.Value("1"));
        assertThat(Expression.evaluate("1 ? 1 :: ".repeat(800) + "1")).isInstanceOf(Expression.Result.Malformed.class);
    }

    @Test
    void mutated_expressions_neither_fail_nor_take_long() {
        Random random = new Random(2);
        String[] pieces = {
            "1",
            "0",
            "abc",
            "\"",
            "\"x y\"",
            " ",
            "=",
            "=~",
            ":",
            "::",
            "?",
            "|",
            "&",
            "+",
            "-",
            "*",
            "/",
            "%",
            "!",
            "(",
            ")",
            "<",
            ">=",
            "~~",
            "999999999999999999999",
            "1.5",
            ".",
            "(a|b)*",
            "[",
            "\\",
            "\uE026",
            "^$"
        };
        long start = System.nanoTime();

        for (int run = 0; run < 100_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(Expression.evaluate(text.toString())).isNotNull();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }
}

package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.dialplan.application.Applications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private final List<String> complaints = new ArrayList<>();
    private final Scope scope = new Scope() {
        @Override
        public Optional<String> variable(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> function(String name, String argument) {
            return Applications.NAMES.function(name).map(function -> function.read(this, argument));
        }

        @Override
        public void complain(String text) {
            complaints.add(text);
        }
    };

    private Expression.Result evaluate(String text) {
        return Expression.evaluate(text, scope);
    }

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
            -7 % 4	-3
            5.5 % 2	1.5
            1 / 0	2147483647
            1 % 0	0
            1 / abc	2147483647
            abc / 1	0
            abc * 2	0
            abc + 1	1
            1 + abc	1
            abc - 1	-1
            1 - abc	1
            abc + abc	0
            -abc	0
            -3 + 5	2
            - 3 * 2	-6
            2 - -3	5
            1.5 + 1.5	3
            0.1 + 0.2	0.3
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
            "abc" = "abc"	1
            "abc" = abc	0
            "5" = 5	0
            "" = ""	1
            "a b" = "a b"	1
            "abc"	"abc"
            1 | 0	1
            0 | 0	0
            0 | abc	abc
            1 || 0	1
            "" | abc	""
            1 & 5	1
            1 && 5	1
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
            !abc	1
            !!5	1
            !5abc	0
            ! 1 = 0	1
            1 ? yes :: no	yes
            0 ? yes :: no	no
            "" ? yes :: no	no
            "0" ? yes :: no	yes
            0.0 ? yes :: no	no
            1 = 1 ? 2 + 3 :: 4	5
            0 ? a :: 0 ? b :: c	c
            1 ? a :: 0 ? b :: c	b
            "0612345678" =~ "^06"	2
            "0612345678" =~ "^06([0-9]*)"	12345678
            "0612345678" : "6"	0
            "0612345678" : "06"	2
            "0612345678" : "(07)"	``
            "One Thousand" =~ "(T[^ ]+)"	Thousand
            abcabc =~ "(ab|abc)"	abc
            abc =~ "["	``
            abc ~~ def	abcdef
            "abc" ~~ "def"	abcdef
            123456789012 + 1	123456789013
            999999999999999999 * 999999999999999999	9.99999999999999998e+35
            1 / 1000000	1e-06
            1 / 10000	0.0001
            2 * 500000000000000000	1e+18
            (2 * 500000000000000000) = 1000000000000000000	1
            ROUND(7 / 2)	4
            FLOOR(2.7) + CEIL(2.1)	5
            POW(2,10)	1024
            SQRT(16)	4
            ABS(-5)	5
            LEN(abc)	3
            LEN()	0
            ``	``
            SIP/a = SIP/a	1
            """)
    void an_expression_comes_to_a_value(String expression, String value) {
        assertThat(evaluate(expression)).isEqualTo(new Expression.Result.Value(value));
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
        assertThat(evaluate(expression)).isInstanceOf(Expression.Result.Malformed.class);
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

        assertThat(evaluate(quoted + " = wanted")).isEqualTo(new Expression.Result.Value("0"));
        assertThat(evaluate("\"" + quoted + "\" = \"wanted\"")).isEqualTo(new Expression.Result.Value("0"));
        assertThat(evaluate(quoted + " = " + quoted)).isEqualTo(new Expression.Result.Value("1"));
        assertThat(evaluate("wanted =~ \"^" + quoted + "$\"")).isEqualTo(new Expression.Result.Value("0"));
        assertThat(Quoting.plain(hostile)).isEqualTo(hostile);
        assertThat(Quoting.plain(quoted)).isEqualTo(hostile);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '\t', quoteCharacter = '`', textBlock = """
            1 / 0	a division by zero
            1 % 0	a division by zero
            abc + 1	abc is no number
            1 * abc	abc is no number
            a =~ "("	the regular expression ( cannot be understood: missing closing )
            NOTHING(1)	there is no function NOTHING
            """)
    void what_cannot_be_calculated_is_told(String expression, String complaint) {
        assertThat(evaluate(expression)).isInstanceOf(Expression.Result.Value.class);
        assertThat(complaints).containsExactly(complaint);
    }

    @Test
    void a_number_from_a_phone_is_still_a_number() {
        assertThat(evaluate(Quoting.quote("-5") + " + 3")).isEqualTo(new Expression.Result.Value("-2"));
        assertThat(evaluate(Quoting.quote("1.50") + " = 1.5")).isEqualTo(new Expression.Result.Value("1"));
    }

    @Test
    void what_a_regular_expression_cuts_out_of_a_phones_text_stays_the_phones() {
        assertThat(evaluate(Quoting.quote("0&SIP/b") + " =~ \"0(.*)\""))
                .isEqualTo(new Expression.Result.Value(Quoting.quote("&SIP/b")));
    }

    @Test
    @Timeout(5)
    void a_regular_expression_that_would_take_for_ever_matches_nothing() {
        assertThat(evaluate("\"" + "a".repeat(1000) + "!\" =~ \"^(a+)+$\"")).isEqualTo(new Expression.Result.Value(""));
        assertThat(evaluate("\"" + "a".repeat(1000) + "!\" =~ \"^(((){99}){99}){99}$\""))
                .isEqualTo(new Expression.Result.Value(""));
    }

    @Test
    void nesting_has_an_end() {
        assertThat(evaluate("(".repeat(4_000) + "1" + ")".repeat(4_000)))
                .isInstanceOf(Expression.Result.Malformed.class);
        assertThat(evaluate("!".repeat(8_000) + "1")).isEqualTo(new Expression.Result.Value("1"));
        assertThat(evaluate("1 ? 1 :: ".repeat(800) + "1")).isEqualTo(new Expression.Result.Value("1"));
        assertThat(evaluate("LEN(".repeat(800) + ")".repeat(800))).isInstanceOf(Expression.Result.Malformed.class);
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
            "^$",
            "||",
            "LEN",
            "POW",
            ",",
            "1e+4000",
            "\"\"",
            "{99}"
        };
        long start = System.nanoTime();

        for (int run = 0; run < 300_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(evaluate(text.toString())).isNotNull();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }

    /** An expression and what it comes to by Java's own arithmetic, put together from the inside. */
    private record Made(String text, long value) {}

    @Test
    void any_expression_comes_to_what_its_precedence_says() {
        Random random = new Random(20261123);
        for (int run = 0; run < 50_000; run++) {
            Made made = made(random, LOOSEST, 4);

            assertThat(evaluate(made.text())).as(made.text()).isEqualTo(new Expression.Result.Value("" + made.value()));
        }
    }

    /** From the operators that bind loosest to those that bind tightest. */
    private static final List<List<String>> LEVELS = List.of(
            List.of("|"), List.of("&"), List.of("=", "!=", "<", ">", "<=", ">="), List.of("+", "-"), List.of("*"));

    private static final int LOOSEST = 0;

    /** Of one level or tighter ones: what is looser stands in brackets. */
    private static Made made(Random random, int level, int depth) {
        if (level == LEVELS.size() || depth == 0) {
            return operand(random, depth);
        }
        Made left = made(random, level + 1, depth);
        if (random.nextInt(3) > 0) {
            return left;
        }
        // To the left of its own level: 7 - 2 - 1 is 4.
        Made all = left;
        for (int more = random.nextInt(2); more >= 0; more--) {
            List<String> operators = LEVELS.get(level);
            String operator = operators.get(random.nextInt(operators.size()));
            Made right = made(random, level + 1, depth - 1);
            String blank = random.nextBoolean() ? " " : "";
            all = new Made(
                    all.text() + blank + operator + blank + right.text(),
                    applied(all.value(), operator, right.value()));
        }
        return all;
    }

    private static Made operand(Random random, int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            Made inside = made(random, LOOSEST, depth - 1);
            return new Made("(" + inside.text() + ")", inside.value());
        }
        int number = random.nextInt(10);
        return new Made("" + number, number);
    }

    private static long applied(long left, String operator, long right) {
        return switch (operator) {
            case "|" -> left != 0 ? left : right;
            case "&" -> left != 0 && right != 0 ? left : 0;
            case "=" -> left == right ? 1 : 0;
            case "!=" -> left != right ? 1 : 0;
            case "<" -> left < right ? 1 : 0;
            case ">" -> left > right ? 1 : 0;
            case "<=" -> left <= right ? 1 : 0;
            case ">=" -> left >= right ? 1 : 0;
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            default -> throw new AssertionError(operator);
        };
    }
}

package io.carillon.proxy.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a menu asks after each key, and the order in which extensions are asked. */
class DialledTest {
    private static final Plan MENU = Plans.of("""
            [local]
            exten => 1,1,NoOp
            exten => 12,1,NoOp
            exten => _3XX,1,NoOp
            exten => _4.,1,NoOp
            exten => _5!,1,NoOp
            exten => 567,1,NoOp
            exten => _6!,1,NoOp
            exten => _[7-9]#,1,NoOp
            exten => 0/55,1,NoOp
            exten => *9,1,NoOp
            include => more
            [more]
            exten => 2-34,1,NoOp
            """);

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            ``,    false, true,  true
            1,     true,  true,  true
            12,    true,  true,  false
            123,   false, false, false
            2,     false, true,  true
            23,    false, true,  true
            234,   true,  true,  false
            3,     false, true,  true
            31,    false, true,  true
            312,   true,  true,  false
            3125,  false, false, false
            4,     false, true,  true
            41,    true,  true,  true
            5,     true,  true,  true
            56,    true,  true,  true
            567,   true,  true,  false
            6,     true,  true,  false
            69,    true,  true,  false
            7,     false, true,  true
            7#,    true,  true,  false
            0,     true,  true,  false
            *,     false, true,  true
            #,     false, false, false
            """)
    void digits_exist_may_exist_and_may_grow(String digits, boolean exists, boolean canExist, boolean canGrow) {
        assertThat(MENU.match("local", digits, "55")).isEqualTo(new DialMatch(exists, canExist, canGrow));
    }

    @Test
    void an_extension_for_somebody_else_is_not_waited_for() {
        assertThat(MENU.match("local", "0", "56")).isEqualTo(new DialMatch(false, false, false));
        assertThat(MENU.match("nowhere", "1", "55")).isEqualTo(new DialMatch(false, false, false));
    }

    @Test
    void more_digits_are_waited_for_exactly_where_they_could_matter() {
        Random random = new Random(20261123);
        for (int run = 0; run < 3_000; run++) {
            List<String> patterns = IntStream.range(0, 1 + random.nextInt(3))
                    .mapToObj(_ -> pattern(random).replace("!", ""))
                    .distinct()
                    .toList();
            // Two at least: then three more say all there is to say about patterns of five places.
            String digits = random.nextInt(7) + digits(random, 3);
            Plan plan = Plans.local(patterns.stream().map(DialledTest::line).collect(Collectors.joining("\n")));
            boolean longer = patterns.stream().anyMatch(pattern -> couldGrow(ExtensionPattern.of(pattern), digits));

            assertThat(plan.match("local", digits, "").canGrow())
                    .as("%s %s", patterns, digits)
                    .isEqualTo(longer);
        }
    }

    /** Whether some number that begins with these digits, and is longer, matches: tried, not calculated. */
    private static boolean couldGrow(ExtensionPattern pattern, String digits) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> List.of(String.valueOf(i % 10), "%02d".formatted(i % 100), "%03d".formatted(i)))
                .flatMap(List::stream)
                .anyMatch(more -> pattern.matches(digits + more));
    }

    private static String line(String pattern) {
        return "exten => " + pattern + ",1,NoOp";
    }

    @Test
    void the_extension_that_is_taken_is_no_less_specific_than_any_other_that_matches() {
        Random random = new Random(77);
        for (int run = 0; run < 20_000; run++) {
            List<String> patterns = IntStream.range(0, 2 + random.nextInt(4))
                    .mapToObj(_ -> pattern(random))
                    .distinct()
                    .toList();
            String digits = digits(random, 5);
            Plan plan = Plans.local(patterns.stream().map(DialledTest::line).collect(Collectors.joining("\n")));
            List<String> order = plan.matches("local", digits, "").extensions().stream()
                    .map(CompiledExtension::name)
                    .toList();

            assertThat(order)
                    .as("%s in %s", digits, patterns)
                    .containsExactlyInAnyOrderElementsOf(patterns.stream()
                            .filter(pattern -> ExtensionPattern.of(pattern).matches(digits))
                            .toList());
            for (int i = 1; i < order.size(); i++) {
                assertThat(width(order.get(i - 1), order.get(i)))
                        .as("%s before %s", order.get(i - 1), order.get(i))
                        .isLessThanOrEqualTo(0);
            }
        }
    }

    /** Asterisk's rule in other words: at the first place where they differ in breadth, the narrower one is first. */
    private static int width(String one, String other) {
        List<Integer> left = widths(one);
        List<Integer> right = widths(other);
        Comparator<Integer> order = Comparator.naturalOrder();
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            int end = 1_000;
            int compared = order.compare(i < left.size() ? left.get(i) : end, i < right.size() ? right.get(i) : end);
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private static List<Integer> widths(String pattern) {
        return pattern.substring(1)
                .replaceAll("\\[[^]]*]", "S")
                .chars()
                .mapToObj(c -> switch (c) {
                    case 'S' -> 2;
                    case 'N' -> 8;
                    case 'Z' -> 9;
                    case 'X' -> 10;
                    case '.' -> 100;
                    case '!' -> 101;
                    default -> 1;
                })
                .toList();
    }

    private static String pattern(Random random) {
        List<String> pieces = List.of("X", "Z", "N", "1", "2", "[12]", "5", "X");
        String body = IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(_ -> pieces.get(random.nextInt(pieces.size())))
                .collect(Collectors.joining());
        return "_" + body + List.of("", "", ".", "!").get(random.nextInt(4));
    }

    private static String digits(Random random, int most) {
        return IntStream.range(0, 1 + random.nextInt(most))
                .mapToObj(_ -> String.valueOf(random.nextInt(7)))
                .collect(Collectors.joining());
    }
}

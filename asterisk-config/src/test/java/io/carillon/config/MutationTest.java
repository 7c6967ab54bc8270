package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.extensions.ApplicationNames;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.rtp.RtpConf;
import io.carillon.config.sip.SipConf;
import io.carillon.config.voicemail.VoicemailConf;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that went wrong somewhere: no reader throws, and whatever it tells has a place in the file. */
class MutationTest {
    /** With the plans of PlanMutationTest a million. */
    private static final int RUNS = 150_000;

    /** Short pieces that mean something to the grammar. */
    private static final List<String> PIECES = List.of(
            "[",
            "]",
            "(",
            ")",
            "(!)",
            "(+)",
            "=",
            "=>",
            ";",
            ";--",
            "--;",
            "\\;",
            ",",
            "|",
            "\n",
            "\0",
            "\t",
            "é",
            "😀",
            "#include x\n",
            "same => n,",
            "exten => ",
            "_",
            ".",
            "${",
            "}",
            "$[",
            "99999999999",
            "-1",
            "@",
            ":",
            "~",
            "<",
            ">");

    static Stream<Arguments> readers() {
        ApplicationNames names = name -> ApplicationNames.Support.UNKNOWN;
        return Stream.of(
                reader("sip.conf", SipConf::read),
                reader("extensions.conf", sources -> ExtensionsConf.read(sources, names)),
                reader("rtp.conf", RtpConf::read),
                reader("voicemail.conf", VoicemailConf::read));
    }

    private static Arguments reader(String file, Function<Sources, Reading<?>> read) {
        return Arguments.of(file, read);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void no_change_to_a_file_makes_its_reader_throw(String file, Function<Sources, Reading<?>> read) {
        String original = text(file);
        Random random = new Random(20261122);
        for (int run = 0; run < RUNS; run++) {
            String mutant = mutated(original, random);
            Reading<?> reading = read.apply(Sources.of(Map.of(file, mutant)));
            List<String> lines = mutant.lines().toList();
            for (Problem problem : problems(reading)) {
                // One assertion only where something is wrong: there are millions of problems.
                if (!problem.file().equals(file) || !isIn(lines, problem)) {
                    assertThat(problem).as(mutant).isNull();
                }
            }
        }
    }

    private static boolean isIn(List<String> lines, Problem problem) {
        int columns =
                problem.line() <= lines.size() ? lines.get(problem.line() - 1).length() : 0;
        return problem.line() <= Math.max(1, lines.size()) && problem.column() <= columns + 1;
    }

    @ParameterizedTest
    @MethodSource("readers")
    void masking_keeps_the_lines_of_any_file(String file, Function<Sources, Reading<?>> read) {
        String original = text(file);
        Random random = new Random(42);
        for (int run = 0; run < RUNS / 60; run++) {
            String mutant = mutated(original, random);
            assertThat(SipConf.REDACTION.apply(mutant).lines().count())
                    .isEqualTo(mutant.lines().count());
            assertThat(VoicemailConf.REDACTION.apply(mutant).lines().count())
                    .isEqualTo(mutant.lines().count());
        }
    }

    private static String text(String file) {
        return switch (Sources.directory(Path.of("..", "examples", "lab")).read(file)) {
            case Sources.Source.Text(String text) -> text;
            case Sources.Source.Missing() -> throw new AssertionError(file + " is missing");
            case Sources.Source.Unreadable(String reason) -> throw new AssertionError(reason);
        };
    }

    private static String mutated(String original, Random random) {
        StringBuilder text = new StringBuilder(original);
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes && text.length() > 1; i++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.delete(at, end);
                case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
                case 3 -> text.setCharAt(at, (char) random.nextInt(0x250));
                default -> text.setLength(at);
            }
        }
        return text.toString();
    }

    private static List<Problem> problems(Reading<?> reading) {
        return switch (reading) {
            case Reading.Loaded<?> loaded -> loaded.warnings();
            case Reading.Rejected<?> rejected ->
                Stream.concat(rejected.errors().stream(), rejected.warnings().stream())
                        .toList();
        };
    }
}

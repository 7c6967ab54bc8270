package io.carillon.config.extensions;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Problem;
import io.carillon.config.Reading;
import io.carillon.config.Sources;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A plan with all of the grammar in it, gone wrong: the reader never throws, and whatever it tells has a place. */
class PlanMutationTest {
    private static final int RUNS = 400_000;

    private static final String PLAN = """
            [general]
            prioritygaps=skip
            [globals]
            A => ${LEN(b)}
            [t](!)
            include => more|9:00-17:00|mon-fri|*|*
            [local](t)
            ignorepat => 9
            exten => _[2-5]X!/_5.,1(a),Dial(SIP/a&SIP/${EXTEN:1},20,tr)
            same => n+2(b),GotoIfTime(*,sat,*,*,UTC?a:local,s,1)
            exten => s,hint,SIP/a
            exten => s,1,Gosub(sub,s,1(${IF($["x" = "y"]?1:2)}))
            exten => s,102,Macro(m,${CUT(A,-,1)}) ; done
            exten => ${A},n,ExecIf($[1]?Goto(s,1))
            ;-- a
            --;
            [more]
            exten => 7,VoiceMail,b1000
            """;

    private static final List<String> PIECES = List.of(
            "[",
            "]",
            "(",
            ")",
            "(!)",
            "=>",
            "=",
            ";",
            ";--",
            "--;",
            ",",
            "|",
            "\n",
            "\0",
            "é",
            "\uD83D",
            "#include x\n",
            "same => n,",
            "exten => ",
            "_",
            ".",
            "!",
            "/",
            "${",
            "}",
            "$[",
            "99999999999",
            "-1",
            "?",
            ":",
            "&",
            "+",
            "hint",
            "switch => x\n",
            "${CURL(",
            "macro-",
            "9:00",
            "*");

    @Test
    void no_change_to_a_plan_makes_its_reader_throw() {
        Random random = new Random(20261122);
        for (int run = 0; run < RUNS; run++) {
            String mutant = mutated(random);
            Reading<ExtensionsConf> reading =
                    ExtensionsConf.read(Sources.of(Map.of(ExtensionsConf.FILE, mutant)), KnownApplications.NAMES);
            switch (reading) {
                case Reading.Loaded<ExtensionsConf>(ExtensionsConf _, List<Problem> warnings) ->
                    check(warnings, mutant);
                case Reading.Rejected<ExtensionsConf>(List<Problem> errors, List<Problem> warnings) -> {
                    check(errors, mutant);
                    check(warnings, mutant);
                }
            }
        }
    }

    /** One assertion only where something is wrong: there are millions of problems. */
    private static void check(List<Problem> problems, String mutant) {
        List<String> lines = mutant.lines().toList();
        for (Problem problem : problems) {
            boolean placed = problem.file().equals(ExtensionsConf.FILE)
                    && problem.line() >= 1
                    && problem.line() <= Math.max(1, lines.size())
                    && problem.column() >= 1
                    && problem.column()
                            <= (lines.isEmpty()
                                    ? 1
                                    : lines.get(problem.line() - 1).length() + 1);
            if (!placed) {
                assertThat(problem).as(mutant).isNull();
            }
        }
    }

    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(PLAN);
        for (int i = 1 + random.nextInt(8); i > 0 && text.length() > 1; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0, 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.delete(at, end);
                case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
                default -> text.setCharAt(at, (char) random.nextInt(0x250));
            }
        }
        return text.toString();
    }
}

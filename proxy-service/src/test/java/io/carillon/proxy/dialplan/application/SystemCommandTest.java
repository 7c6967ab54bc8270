package io.carillon.proxy.dialplan.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.dialplan.Caller;
import io.carillon.proxy.dialplan.Interpreter;
import io.carillon.proxy.dialplan.Plans;
import io.carillon.proxy.dialplan.Programs;
import io.carillon.proxy.dialplan.ScriptedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemCommandTest {
    private final ScriptedChannel channel = ScriptedChannel.ofBob();
    private final List<List<String>> commands = new ArrayList<>();

    private void run(Programs.Result result, String lines) {
        Programs programs = command -> {
            commands.add(command);
            return result;
        };
        Interpreter.run(channel, Plans.with(programs, "[local]\n" + lines), "local", "1", _ -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"System", "TrySystem", "system"})
    void a_command_that_is_not_listed_is_refused_and_the_line_named(String name) {
        run(
                new Programs.Result.NotListed(),
                "exten => 1,1," + name
                        + "(/usr/bin/aplay /var/msg/standard/test.wav)\nsame => n,NoOp(${SYSTEMSTATUS})");

        assertThat(channel.said())
                .element(0)
                .asString()
                .matches("2: (Try)?System is refused: carillon.dialplan.programs does not list"
                        + " /usr/bin/aplay /var/msg/standard/test.wav");
        assertThat(channel.said()).last().isEqualTo("3: NoOp FAILURE");
    }

    @ParameterizedTest
    @CsvSource({"0,SUCCESS", "3,APPERROR"})
    void the_end_of_a_program_is_its_status(int status, String systemStatus) {
        run(new Programs.Result.Ended(status), "exten => 1,1,System(a)\nsame => n,NoOp(${SYSTEMSTATUS})");

        assertThat(channel.said()).containsExactly("3: NoOp " + systemStatus);
    }

    @Test
    void a_command_is_split_at_the_plans_own_blanks() {
        run(
                new Programs.Result.Ended(0),
                "exten => 1,1,System(/bin/a  \"b c\" 'd \"e' f\\;g|h $(i) ${CALLERID(name)})");

        assertThat(commands).containsExactly(List.of("/bin/a", "b c", "d \"e", "f;g|h", "$(i)", "Bob"));
    }

    @Test
    void what_a_phone_has_sent_is_one_argument() {
        Random random = new Random(9);
        String[] pieces = {
            "a", " ", "\"", "'", ";", "|", "$(reboot)", "`", "\\", "&", "\n", "-x", ">", "${EXTEN}", "\uE020"
        };
        for (int run = 0; run < 5_000; run++) {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                name.append(pieces[random.nextInt(pieces.length)]);
            }
            commands.clear();
            Programs programs = command -> {
                commands.add(command);
                return new Programs.Result.Ended(0);
            };
            Interpreter.run(
                    ScriptedChannel.of(new Caller("phone", "55", name.toString(), "1")),
                    Plans.with(programs, "[local]\nexten => 1,1,System(/bin/notify x${CALLERID(name)} end)"),
                    "local",
                    "1",
                    _ -> {});

            assertThat(commands.getFirst())
                    .containsExactly("/bin/notify", "x" + name.toString().replace('\uE020', '\uFFFD'), "end");
        }
    }
}

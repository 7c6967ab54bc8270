package io.carillon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
    @TempDir
    Path directory;

    @Test
    void it_tells_whom_to_register_and_what_to_dial_but_no_password() throws CannotStart {
        Configuration configuration =
                LabFiles.in(directory).with("extensions.conf", """
                        [local]
                        exten => 100,1,Dial(SIP/alice,8)
                        exten => s,1,Hangup()
                        exten => 300,1,Dial(SIP/carol:s3cret-word@192.0.2.7/1)
                        include => more
                        [more]
                        exten => _2XX,1,Dial(SIP/${EXTEN})
                        [elsewhere]
                        exten => hidden,1,Hangup()
                        """).read();
        String text = String.join("\n", summary(configuration));

        assertThat(text)
                .contains("Accounts     alice", "100    Dial(SIP/alice,8)", "_2XX   Dial(SIP/${EXTEN})")
                .contains("proxy-1 http://127.0.0.1:8080", "127.0.0.1:9092", "127.0.0.1:5433/carillon")
                .contains("127.0.0.1:15061")
                .doesNotContain("hidden", "Hangup", "correct-horse", "s3cret-word");
    }

    @Test
    void mistakes_of_the_plan_are_told_by_file_and_line_and_what_is_not_here_yet_in_one_line() throws CannotStart {
        Configuration configuration =
                LabFiles.in(directory).with("extensions.conf", """
                        [local]
                        exten => 100,1,Dial(SIP/alice,8,w)
                        exten => 100,2,Queue(desk)
                        exten => 100,3,Dail(SIP/alice)
                        """).read();

        assertThat(summary(configuration))
                .element(0, STRING)
                .startsWith("extensions.conf:2:")
                .contains("Dial", "no effect");
        assertThat(summary(configuration)).element(1, STRING).startsWith("extensions.conf:4:");
        assertThat(summary(configuration))
                .contains("extensions.conf: 1 step asks for applications that are not here yet (Queue);"
                        + " a call that comes to one is refused with 603");
    }

    @Test
    void what_only_the_files_together_tell_is_told_as_by_check() throws CannotStart {
        Configuration configuration =
                LabFiles.in(directory).with("extensions.conf", """
                        [local]
                        exten => 100,1,Dial(SIP/alise,8)
                        """).read();

        assertThat(summary(configuration))
                .contains("extensions.conf:2:16: warning: Dial calls SIP/alise, and sip.conf has no account [alise]");
    }

    @Test
    void of_many_warnings_twenty_are_told_and_what_tells_all() throws CannotStart {
        StringBuilder plan = new StringBuilder("[local]\n");
        for (int number = 100; number < 123; number++) {
            plan.append("exten => ").append(number).append(",1,Plaback(hello)\n");
        }
        Configuration configuration =
                LabFiles.in(directory).with("extensions.conf", plan.toString()).read();

        List<String> lines = summary(configuration);

        assertThat(lines.subList(0, 20)).allMatch(line -> line.startsWith("extensions.conf:"));
        assertThat(lines.get(20))
                .isEqualTo("… and " + (configuration.warnings().size() - 20) + " more warnings: ./carillon check "
                        + directory + " tells all");
        assertThat(lines.get(21)).isEmpty();
    }

    @Test
    void logs_of_data_elsewhere_are_asked_for_by_their_place() throws Exception {
        assertThat(summary(LabFiles.in(directory).read()))
                .filteredOn(line -> line.startsWith("  Logs"))
                .singleElement()
                .asString()
                .endsWith("(./carillon logs SERVICE --data " + directory + ")");
    }

    private List<String> summary(Configuration configuration) throws CannotStart {
        Settings settings = Settings.of(directory).configuration(directory);
        return new Summary(configuration, Layout.of(settings, configuration), directory).lines();
    }
}

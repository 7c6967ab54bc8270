package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.local.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code ./carillon dialplan explain} with nothing running, on the lab's files. */
@Execution(ExecutionMode.CONCURRENT)
class ExplainTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path LAB = Settings.ofThisCheckout().home().resolve("examples/lab");

    @TempDir
    Path data;

    private String explain(int status, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 3];
        command[0] = "dialplan";
        command[1] = "explain";
        command[2] = "--data=" + data;
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        try (LauncherProcess launcher = LauncherProcess.runBare(data, command)) {
            assertThat(launcher.awaitEnd(LIMIT)).as(launcher.text()).isEqualTo(status);
            return launcher.text();
        }
    }

    @Test
    void the_labs_menu_takes_a_digit() throws Exception {
        assertThat(explain(0, "50", "--digits", "4"))
                .startsWith("Configuration: " + LAB + "\n")
                .containsSubsequence(
                        "user1 dials 50 in [local]",
                        "goto(Menu,s,1)",
                        "Background(/var/msg/standard)",
                        "plays /var/msg/standard (a recording of yours)",
                        "the caller presses 4",
                        "[Menu] 4,1",
                        "SayNumber(4)",
                        "plays digits/4 \"four\"",
                        "Hangup()",
                        "the call ends with BYE");
    }

    @Test
    void who_is_offline_leads_to_voicemail() throws Exception {
        assertThat(explain(0, "200", "--offline", "user2"))
                .containsSubsequence("Dial(SIP/user2,8)", "user2: offline", "CHANUNAVAIL", "VoiceMail")
                .containsPattern("extensions.conf:\\d+ ");
    }

    @Test
    void the_second_phone_of_100_rings_when_the_first_is_busy() throws Exception {
        assertThat(explain(0, "100", "--busy", "user1", "--from", "user3"))
                .containsSubsequence(
                        "user3 dials 100 in [local]",
                        "user1: busy",
                        "[local] 100,3",
                        "calls user2",
                        "user2 answers",
                        "the call ends with BYE");
    }

    @Test
    void programs_read_json() throws Exception {
        JsonNode json = JsonMapper.builder().build().readTree(explain(0, "11", "--at", "2026-01-15T12:00", "--json"));

        assertThat(json.path("configuration").asText()).isEqualTo(LAB.toString());
        assertThat(json.path("at").asText()).startsWith("2026-01-15T12:00");
        assertThat(json.path("answered").asBoolean()).isTrue();
        assertThat(json.path("length").asLong()).isEqualTo(32_000);
        assertThat(json.path("lines").path(0).path("application").asText()).isEqualTo("Dial");
        assertThat(json.path("lines").path(0).path("file").asText()).isEqualTo("extensions.conf");
    }

    @Test
    void a_wrong_file_is_told_by_file_line_and_column(@TempDir Path wrong) throws Exception {
        Files.writeString(wrong.resolve("sip.conf"), "[alice]\ntype=fiend\n");

        assertThat(explain(1, "100", "--config", wrong.toString()))
                .startsWith(wrong.resolve("sip.conf") + ":2:6: error: ");
    }

    @Test
    void what_cannot_be_asked_is_told_in_a_sentence() throws Exception {
        assertThat(explain(2, "100", "--busy", "nobody")).contains("sip.conf has no account 'nobody'");
        assertThat(explain(2, "100", "--at", "noon")).contains("'noon' is no time");
        assertThat(explain(1, "100", "--from", "nobody", "--config", LAB.toString()))
                .contains("is named nobody")
                .hasLineCount(1);
    }
}

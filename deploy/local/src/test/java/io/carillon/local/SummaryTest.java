package io.carillon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
                        include => more
                        [more]
                        exten => _2XX,1,Dial(SIP/${EXTEN})
                        [elsewhere]
                        exten => 999,1,Hangup()
                        """).read();
        Settings settings = Settings.of(directory).configuration(directory);

        String text =
                String.join("\n", new Summary(configuration, Layout.of(settings, configuration), directory).lines());

        assertThat(text)
                .contains("Accounts     alice", "100    Dial(SIP/alice,8)", "_2XX   Dial(SIP/${EXTEN})")
                .contains("proxy-1 http://127.0.0.1:8080", "127.0.0.1:9092", "127.0.0.1:5433/carillon")
                .contains("127.0.0.1:15061")
                .doesNotContain("999", "Hangup", "correct-horse");
    }
}

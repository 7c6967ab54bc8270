package io.carillon.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaCommandsTest {
    private final CannedServices canned = new CannedServices();
    private final CommandTable table = new CommandTable(new MediaCommands(canned.services()).commands());

    MediaCommandsTest() throws IOException {}

    @AfterEach
    void close() {
        canned.close();
    }

    @Test
    void voicemail_is_read_again_and_what_is_odd_is_told() throws Exception {
        canned.says("POST /voicemail/reload", """
                {"revision":4,"warnings":[{"severity":"warning","file":"voicemail.conf","line":9,"column":3,
                 "message":"unknown option attachh"}]}
                """);

        assertThat(table.run("voicemail reload").lines())
                .containsExactly("voicemail.conf is revision 4", "voicemail.conf:9:3: warning: unknown option attachh");
    }

    @Test
    void a_service_that_nobody_finds_is_named() throws Exception {
        canned.close();

        Answer answer = table.run("rtp show stats");

        assertThat(answer.ok()).isFalse();
        assertThat(answer.lines())
                .singleElement()
                .asString()
                .contains(canned.uri().toString());
    }
}

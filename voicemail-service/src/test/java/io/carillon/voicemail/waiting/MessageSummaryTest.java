package io.carillon.voicemail.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.voicemail.message.MailboxCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageSummaryTest {
    @Test
    void the_lines_are_those_of_rfc_3842() {
        assertThat(new MessageSummary("user1", new MailboxCounts(2, 8, 1)).text())
                .isEqualTo(String.join(
                        "\r\n",
                        "Messages-Waiting: yes",
                        "Message-Account: sip:user1@carillon",
                        "Voice-Message: 2/8 (1/0)",
                        ""));
    }

    @Test
    void old_messages_alone_do_not_light_the_lamp() {
        assertThat(new MessageSummary("user1", new MailboxCounts(0, 3, 0)).text())
                .startsWith("Messages-Waiting: no\r\n")
                .endsWith("Voice-Message: 0/3 (0/0)\r\n");
    }

    @Test
    void several_mailboxes_have_one_lamp() {
        assertThat(MessageSummary.of("user1", List.of(new MailboxCounts(1, 2, 0), new MailboxCounts(3, 4, 1)))
                        .counts())
                .isEqualTo(new MailboxCounts(4, 6, 1));
    }
}

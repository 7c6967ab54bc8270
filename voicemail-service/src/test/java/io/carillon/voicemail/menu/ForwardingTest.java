package io.carillon.voicemail.menu;

import static io.carillon.voicemail.menu.Voicemail.ANNE;
import static io.carillon.voicemail.menu.Voicemail.BERT;
import static io.carillon.voicemail.menu.Voicemail.ZOE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.voicemail.message.Caller;
import io.carillon.voicemail.message.Folder;
import io.carillon.voicemail.message.Message;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForwardingTest {
    private final Voicemail voicemail = new Voicemail();
    private final ScriptedChannel caller = voicemail.caller().at("vm-opts", "1");

    @BeforeEach
    void aMessage() {
        voicemail.left(ANNE);
    }

    @Test
    void a_message_is_forwarded_as_it_is() {
        caller.at("vm-repeat", "8")
                .at("vm-whichbox", "1001#")
                .at("vm-star-cancel", "2")
                .at("vm-msgforwarded", "#");

        voicemail.hear(caller);

        assertThat(voicemail.store.list(BERT, Folder.NEW)).singleElement().satisfies(copy -> {
            assertThat(copy.caller()).isEqualTo(ZOE);
            assertThat(copy.length()).isEqualTo(Duration.ofSeconds(2));
        });
    }

    @Test
    void words_go_before_a_forwarded_message() {
        caller.at("vm-repeat", "8")
                .at("vm-whichbox", "1001#")
                .at("vm-star-cancel", "1")
                .at("vm-review", "1");
        caller.at("vm-msgforwarded", "#");

        voicemail.hear(caller);

        assertThat(caller.heard()).containsSubsequence("vm-record-prepend", "beep", "[recorded]", "vm-msgforwarded");
        assertThat(voicemail.store.list(BERT, Folder.NEW))
                .singleElement()
                .extracting(Message::length)
                .isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void a_mailbox_that_there_is_not_is_asked_for_again() {
        caller.at("vm-repeat", "8")
                .at("vm-whichbox", "9999#")
                .at("vm-whichbox", "1001#")
                .at("vm-star-cancel", "2");
        caller.at("vm-msgforwarded", "#");

        voicemail.hear(caller);

        assertThat(caller.heard()).containsSubsequence("vm-whichbox", "vm-nobox", "vm-whichbox", "vm-msgforwarded");
    }

    @Test
    void a_full_mailbox_gets_none() {
        voicemail.left(BERT);
        voicemail.left(BERT);
        voicemail.left(BERT);
        caller.at("vm-repeat", "8")
                .at("vm-whichbox", "1001#")
                .at("vm-star-cancel", "2")
                .at("vm-mailboxfull", "#");

        voicemail.hear(caller);

        assertThat(voicemail.store.list(BERT, Folder.NEW)).hasSize(3);
    }

    @Test
    void a_message_is_left_with_somebody_else() {
        voicemail.with(new Settings().on("sendvoicemail"));
        caller.at("vm-repeat", "3")
                .at("vm-leavemsg", "5")
                .at("vm-whichbox", "1001#")
                .at("vm-review", "1");
        caller.at("vm-msgsaved", "#");

        voicemail.hear(caller);

        assertThat(voicemail.store.list(BERT, Folder.NEW))
                .singleElement()
                .extracting(Message::caller)
                .isEqualTo(new Caller(Optional.empty(), Optional.of("1000")));
    }

    @Test
    void without_sendvoicemail_none_is() {
        caller.at("vm-repeat", "3").at("vm-starmain", "5").at("vm-sorry", "#");

        voicemail.hear(caller);

        assertThat(caller.heard()).doesNotContain("vm-leavemsg", "vm-whichbox").contains("vm-sorry");
    }

    @Test
    void the_whole_envelope_is_said_for_who_asks() {
        caller.at("vm-repeat", "3").at("vm-tohearenv", "3").at("digits/2", "#");

        voicemail.hear(caller);

        assertThat(caller.heard())
                .containsSubsequence("vm-tohearenv", "vm-received", "vm-from-phonenumber", "digits/0", "digits/1");
    }
}

package io.carillon.voicemail.menu;

import static io.carillon.voicemail.menu.Voicemail.ANNE;
import static io.carillon.voicemail.menu.Voicemail.BERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.sip.voicemail.VoicemailResult;
import io.carillon.voicemail.message.Folder;
import io.carillon.voicemail.message.Greeting;
import io.carillon.voicemail.message.Message;
import io.carillon.voicemail.message.MessageId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HearMessagesTest {
    private final Voicemail voicemail = new Voicemail();
    private final ScriptedChannel caller = voicemail.caller();

    @Test
    void who_tries_a_pin_says_whose_phone_it_is() {
        caller.at("vm-login", "1000#").at("vm-password", "4321#").at("vm-opts", "#");

        voicemail.hear(caller, "");

        assertThat(voicemail.mailboxes.askedFrom()).containsExactly("zoe");
    }

    @Test
    void who_knows_number_and_pin_is_let_in() {
        voicemail.left(ANNE);
        caller.at("vm-login", "1000#").at("vm-password", "4321#").at("vm-opts", "#");

        VoicemailResult result = voicemail.hear(caller, "");

        assertThat(caller.heard())
                .containsExactly(
                        "vm-login",
                        "vm-password",
                        "vm-youhave",
                        "digits/1",
                        "vm-INBOX",
                        "vm-message",
                        "vm-onefor",
                        "vm-INBOX",
                        "vm-messages",
                        "vm-opts",
                        "vm-goodbye");
        assertThat(result).isEqualTo(VoicemailResult.success());
    }

    @Test
    void a_mailbox_that_the_plan_names_is_not_asked_for() {
        caller.at("vm-password", "4321#").at("vm-opts", "#");

        voicemail.hear(caller, "", "1000@default");

        assertThat(caller.heard())
                .containsExactly("vm-password", "vm-youhave", "vm-no", "vm-messages", "vm-opts", "vm-goodbye");
    }

    @Test
    void a_prefix_of_the_plan_goes_before_the_number() {
        caller.at("vm-login", "00#").at("vm-password", "4321#").at("vm-opts", "#");

        voicemail.hear(caller, "p", "10@default");

        assertThat(caller.heard()).contains("vm-youhave").endsWith("vm-goodbye");
    }

    @Test
    void three_bad_passwords_are_enough() {
        caller.at("vm-login", "1000#").at("vm-password", "1#");
        caller.at("vm-incorrect-mailbox", "1000#").at("vm-password", "2#");
        caller.at("vm-incorrect-mailbox", "1000#").at("vm-password", "3#");

        VoicemailResult result = voicemail.hear(caller, "");

        assertThat(caller.heard())
                .containsExactly(
                        "vm-login",
                        "vm-password",
                        "vm-incorrect-mailbox",
                        "vm-password",
                        "vm-incorrect-mailbox",
                        "vm-password",
                        "vm-incorrect",
                        "vm-goodbye");
        assertThat(result).isEqualTo(VoicemailResult.failed());
    }

    @Test
    void a_mailbox_that_there_is_not_asks_for_a_password_all_the_same() {
        caller.at("vm-login", "9999#").at("vm-password", "4321#");

        voicemail.hear(caller, "");

        assertThat(caller.heard()).startsWith("vm-login", "vm-password", "vm-incorrect-mailbox");
    }

    @Test
    void a_mailbox_says_how_many_bad_passwords_are_enough() {
        voicemail.with(new Settings().maxLogins(1));
        caller.at("vm-password", "1#");

        assertThat(voicemail.hear(caller, "", "1000@default")).isEqualTo(VoicemailResult.failed());
        assertThat(caller.heard()).containsExactly("vm-password", "vm-incorrect", "vm-goodbye");
    }

    @Test
    void the_right_password_after_a_wrong_one_opens() {
        caller.at("vm-password", "1#").at("vm-password", "4321#").at("vm-opts", "#");

        voicemail.hear(caller, "", "1000@default");

        assertThat(caller.heard()).startsWith("vm-password", "vm-incorrect", "vm-password", "vm-youhave");
    }

    @Test
    void somebody_whose_pin_is_its_number_is_asked_for_what_is_forced() {
        voicemail.mailboxes.has(BERT, new Settings().on("forcename").build(), "1001");
        caller.at("vm-password", "1001#").at("vm-newpassword", "77#").at("vm-reenterpassword", "77#");
        caller.at("vm-review", "1").at("vm-opts", "#");

        voicemail.hear(caller, "", "1001@default");

        assertThat(caller.heard())
                .startsWith(
                        "vm-password",
                        "vm-newuser",
                        "vm-newpassword",
                        "vm-reenterpassword",
                        "vm-passchanged",
                        "vm-rec-name",
                        "beep",
                        "[recorded]",
                        "vm-review",
                        "vm-msgsaved");
        assertThat(voicemail.mailboxes.pin(BERT)).isEqualTo("77");
        assertThat(voicemail.store.greeting(BERT, Greeting.Kind.NAME)).isPresent();
    }

    @Test
    void a_message_is_played_with_its_number_and_time_in_the_mailbox_s_zone() {
        voicemail.left(ANNE);
        voicemail.left(ANNE);
        caller.at("vm-opts", "1").at("vm-next", "#");

        voicemail.hear(caller);

        assertThat(after("vm-opts"))
                .containsExactly(
                        "vm-first",
                        "vm-message",
                        "vm-received",
                        "digits/today",
                        "digits/at",
                        "digits/9",
                        "digits/15",
                        "digits/a-m",
                        "stored",
                        "vm-advopts",
                        "vm-repeat",
                        "vm-next",
                        "vm-goodbye");
    }

    @Test
    void counts_and_times_are_said_in_french() {
        voicemail.left(ANNE);
        caller.at("fr:vm-opts", "1").at("fr:vm-repeat", "#");

        voicemail.hearInFrench(caller);

        assertThat(caller.heard())
                .containsExactly(
                        "fr:vm-youhave",
                        "fr:digits/1",
                        "fr:vm-INBOX",
                        "fr:vm-message",
                        "fr:vm-onefor",
                        "fr:vm-INBOX",
                        "fr:vm-messages",
                        "fr:vm-opts",
                        "fr:vm-first",
                        "fr:vm-message",
                        "fr:vm-received",
                        "fr:digits/at",
                        "fr:digits/9",
                        "fr:digits/oclock",
                        "fr:digits/15",
                        "stored",
                        "fr:vm-advopts",
                        "fr:vm-repeat",
                        "fr:vm-goodbye");
    }

    @Test
    void the_mailbox_s_own_language_and_format_of_times_go_before_the_call_s() {
        voicemail.with(new Settings().language("fr").timeFormat("'vm-received' R"));
        voicemail.left(ANNE);
        caller.at("fr:vm-opts", "1").at("fr:vm-repeat", "#");

        voicemail.hear(caller);

        assertThat(after("fr:vm-message"))
                .contains("fr:vm-received", "fr:digits/9", "fr:digits/oclock", "fr:digits/15");
        assertThat(caller.heard()).doesNotContain("fr:digits/at");
    }

    @Test
    void who_called_is_said_where_the_mailbox_wants_it() {
        voicemail.with(new Settings().on("saycid").off("envelope"));
        voicemail.left(ANNE);
        caller.at("vm-opts", "1").at("vm-repeat", "#");

        voicemail.hear(caller);

        assertThat(after("vm-opts"))
                .startsWith(
                        "vm-first",
                        "vm-message",
                        "vm-from-phonenumber",
                        "digits/0",
                        "digits/1",
                        "digits/4",
                        "digits/2",
                        "stored");
    }

    @Test
    void how_long_a_message_is_is_said_where_the_mailbox_wants_it() {
        voicemail.with(new Settings().on("sayduration").saidFrom(Duration.ZERO));
        voicemail.left(ANNE);
        caller.at("vm-opts", "1").at("stored", "#");

        voicemail.hear(caller);

        assertThat(caller.heard())
                .containsSubsequence("vm-received", "vm-duration", "digits/0", "vm-minutes", "stored");
    }

    @Test
    void one_skips_the_envelope() {
        voicemail.left(ANNE);
        caller.at("vm-opts", "1").at("vm-received", "1").at("vm-repeat", "#");

        voicemail.hear(caller);

        assertThat(after("vm-opts")).startsWith("vm-first", "vm-message", "vm-received", "stored");
    }

    @Test
    void a_message_is_skipped_through_paused_and_begun_anew() {
        Message message = voicemail.left(ANNE);
        caller.at("vm-opts", "1")
                .at("stored", "00")
                .at("stored+1", "*")
                .at("stored", "2")
                .at("stored", "5");
        caller.at("stored", "#").at("vm-repeat", "#");

        voicemail.hear(caller);

        assertThat(message.length()).isEqualTo(Duration.ofSeconds(2));
        assertThat(caller.heard().stream().filter(sound -> sound.startsWith("stored")))
                .containsExactly("stored", "stored+1", "stored", "stored", "stored");
    }

    @Test
    void next_previous_and_their_ends() {
        voicemail.left(ANNE);
        voicemail.left(ANNE);
        caller.at("vm-opts", "4")
                .at("vm-nomore", "1")
                .at("stored", "6")
                .at("stored", "6")
                .at("vm-nomore", "4");
        caller.at("stored", "#");
        caller.at("vm-repeat", "#");

        voicemail.hear(caller);

        assertThat(caller.heard().stream().filter(List.of("vm-nomore", "vm-first", "vm-last", "stored")::contains))
                .containsExactly(
                        "vm-nomore", "vm-first", "stored", "vm-last", "stored", "vm-nomore", "vm-first", "stored");
    }

    @Test
    void heard_messages_become_old_ones_at_the_end() {
        voicemail.left(ANNE);
        caller.at("vm-opts", "1").at("vm-repeat", "#");

        voicemail.hear(caller);

        assertThat(voicemail.in(Folder.NEW)).isEmpty();
        assertThat(voicemail.in(Folder.OLD)).singleElement().matches(Message::heard);
    }

    @Test
    void heard_messages_stay_new_where_the_mailbox_says_so() {
        voicemail.with(new Settings().off("moveheard"));
        voicemail.left(ANNE);
        caller.at("vm-opts", "1").at("vm-repeat", "#");

        voicemail.hear(caller);

        assertThat(voicemail.in(Folder.NEW)).singleElement().matches(Message::heard);
    }

    @Test
    void a_message_is_deleted_at_the_end_and_not_before() {
        MessageId id = voicemail.left(ANNE).id();
        caller.at("vm-opts", "1").at("vm-repeat", "7").at("vm-undelete", "#");
        caller.at("vm-deleted", () -> assertThat(voicemail.in(Folder.NEW)).hasSize(1));

        voicemail.hear(caller);

        assertThat(caller.heard()).contains("vm-deleted").endsWith("vm-goodbye");
        assertThat(voicemail.store.message(ANNE, id)).isEmpty();
    }

    @Test
    void what_is_deleted_can_be_restored() {
        MessageId id = voicemail.left(ANNE).id();
        caller.at("vm-opts", "1").at("vm-repeat", "7").at("vm-deleted", "7").at("vm-undeleted", "#");

        voicemail.hear(caller);

        assertThat(caller.heard()).containsSubsequence("vm-deleted", "vm-undeleted", "vm-goodbye");
        assertThat(voicemail.store.message(ANNE, id)).isPresent();
    }

    @Test
    void who_hangs_up_has_deleted_what_it_deleted() {
        MessageId id = voicemail.left(ANNE).id();
        int deleted = soundsUntilDeleted();

        ScriptedChannel leaving =
                voicemail.caller().at("vm-opts", "1").at("vm-repeat", "7").hangsUpAt(deleted + 1);
        assertThatThrownBy(() -> voicemail.hear(leaving)).isInstanceOf(HungUp.class);

        assertThat(voicemail.store.message(ANNE, id)).isEmpty();
    }

    /** How many sounds a session hears before it is told that a message is deleted. */
    private static int soundsUntilDeleted() {
        Voicemail other = new Voicemail();
        other.left(ANNE);
        ScriptedChannel channel =
                other.caller().at("vm-opts", "1").at("vm-repeat", "7").at("vm-deleted", "#");
        other.hear(channel);
        return channel.heard().indexOf("vm-deleted");
    }

    @Test
    void a_hang_up_at_any_prompt_leaves_every_message_where_it_can_be_found() {
        int sounds = wholeSession(Integer.MAX_VALUE).heard().size();
        for (int sound = 0; sound < sounds; sound++) {
            Voicemail other = new Voicemail();
            other.left(ANNE);
            other.left(ANNE);
            ScriptedChannel channel = scripted(other.caller()).hangsUpAt(sound);

            assertThatThrownBy(() -> other.hear(channel, "", "1000@default")).isInstanceOf(HungUp.class);

            // Where the key is pressed, whether or not the caller stays to hear so.
            boolean deletes = channel.heard().contains("vm-next");
            int left = 0;
            for (Folder folder : Folder.values()) {
                left += other.in(folder).size();
            }
            assertThat(left)
                    .as("hung up at sound %d of %s", sound, channel.heard())
                    .isEqualTo(deletes ? 1 : 2);
        }
    }

    private static ScriptedChannel wholeSession(int hangsUpAt) {
        Voicemail other = new Voicemail();
        other.left(ANNE);
        other.left(ANNE);
        ScriptedChannel channel = scripted(other.caller()).hangsUpAt(hangsUpAt);
        other.hear(channel, "", "1000@default");
        return channel;
    }

    private static ScriptedChannel scripted(ScriptedChannel channel) {
        return channel.at("vm-password", "4321#")
                .at("vm-opts", "1")
                .at("vm-next", "7")
                .at("vm-deleted", "6")
                .at("vm-savemessage", "9")
                .at("vm-tocancel", "2")
                .at("vm-savemessage", "3")
                .at("vm-starmain", "3")
                .at("vm-savemessage", "#");
    }

    @Test
    void two_sessions_on_one_mailbox_delete_the_same_message_once() {
        MessageId id = voicemail.left(ANNE).id();
        ScriptedChannel second =
                voicemail.caller().at("vm-opts", "1").at("vm-repeat", "7").at("vm-deleted", "#");
        caller.at("vm-opts", "1").at("vm-repeat", "7");
        caller.at("vm-deleted", () -> voicemail.hear(second)).at("vm-deleted", "#");

        VoicemailResult result = voicemail.hear(caller);

        assertThat(result).isEqualTo(VoicemailResult.success());
        assertThat(voicemail.store.message(ANNE, id)).isEmpty();
        assertThat(voicemail.store.facts(id)).containsOnlyOnce("MessageDeleted");
    }

    @Test
    void a_message_that_another_session_deleted_cannot_be_saved() {
        voicemail.left(ANNE);
        ScriptedChannel second =
                voicemail.caller().at("vm-opts", "1").at("vm-repeat", "7").at("vm-deleted", "#");
        caller.at("vm-opts", "1").at("vm-repeat", "9").at("vm-tocancel", "2").at("vm-deleted", "#");
        caller.at("vm-savefolder", () -> voicemail.hear(second));

        voicemail.hear(caller);

        assertThat(caller.heard()).contains("vm-deleted").doesNotContain("vm-savedto");
    }

    @Test
    void a_message_is_saved_to_a_folder_and_heard_there() {
        voicemail.left(ANNE);
        caller.at("vm-opts", "1").at("vm-repeat", "9").at("vm-tocancel", "2").at("vm-savedto", "2");
        caller.at("vm-changeto", "2").at("vm-opts", "1").at("vm-repeat", "#");

        voicemail.hear(caller);

        assertThat(caller.heard())
                .containsSubsequence("vm-savefolder", "vm-message", "digits/1", "vm-savedto")
                .containsSubsequence("vm-changeto", "vm-Work", "vm-messages", "vm-onefor", "vm-Work", "vm-messages")
                .containsSubsequence("stored", "stored");
        assertThat(voicemail.in(Folder.WORK)).hasSize(1);
    }

    @Test
    void folders_are_offered_by_their_numbers() {
        caller.at("vm-opts", "2").at("vm-tocancel", "##");

        voicemail.hear(caller);

        assertThat(after("vm-opts"))
                .startsWith(
                        "vm-changeto",
                        "vm-press",
                        "digits/0",
                        "vm-for",
                        "vm-INBOX",
                        "vm-messages",
                        "vm-press",
                        "digits/1",
                        "vm-for",
                        "vm-Old",
                        "vm-messages",
                        "vm-press",
                        "digits/2",
                        "vm-for",
                        "vm-Work",
                        "vm-messages");
    }

    @Test
    void old_messages_are_opened_where_nothing_is_new() {
        MessageId id = voicemail.left(ANNE).id();
        voicemail.store.move(ANNE, id, Folder.OLD);
        caller.at("vm-opts", "1").at("vm-repeat", "#");

        voicemail.hear(caller);

        assertThat(caller.heard())
                .startsWith("vm-youhave", "digits/1", "vm-Old", "vm-message", "vm-onefor", "vm-Old", "vm-messages");
        assertThat(caller.heard()).contains("stored");
    }

    @ParameterizedTest
    @CsvSource({"0, stored", "1, vm-messages"})
    void a_folder_of_the_plan_is_played_at_once(int folder, String sound) {
        voicemail.left(ANNE);
        caller.at("vm-repeat", "#");

        voicemail.hearFolder(caller, folder);

        assertThat(caller.heard()).contains(sound).endsWith("vm-goodbye");
        assertThat(caller.heard()).doesNotContain("vm-opts");
    }

    @Test
    void nobody_who_presses_nothing_is_listened_to_for_ever() {
        VoicemailResult result = voicemail.hear(caller);

        assertThat(caller.heard().stream().filter("vm-opts"::equals)).hasSize(3);
        assertThat(caller.heard()).endsWith("vm-goodbye");
        assertThat(result).isEqualTo(VoicemailResult.success());
    }

    private List<String> after(String prompt) {
        return caller.heard()
                .subList(caller.heard().indexOf(prompt) + 1, caller.heard().size());
    }
}

package io.carillon.voicemail.menu;

import static io.carillon.voicemail.menu.Voicemail.ANNE;
import static io.carillon.voicemail.menu.Voicemail.BERT;
import static io.carillon.voicemail.menu.Voicemail.ZOE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.media.RecordingLimits;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import io.carillon.voicemail.menu.RecordingOutcome.End;
import io.carillon.voicemail.message.Folder;
import io.carillon.voicemail.message.Greeting;
import io.carillon.voicemail.message.Message;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LeaveMessageTest {
    private static final String BOX = "1000@default";
    private static final Duration SPOKEN = Duration.ofSeconds(2);

    private final Voicemail voicemail = new Voicemail();
    private final ScriptedChannel caller = voicemail.caller();

    @Test
    void without_a_flag_the_caller_is_only_told_what_to_do() {
        VoicemailResult result = voicemail.leave(caller, "", "", BOX);

        assertThat(caller.heard()).containsExactly("vm-intro", "beep", "[recorded]", "auth-thankyou");
        assertThat(result).isEqualTo(VoicemailResult.success());
    }

    @ParameterizedTest
    @CsvSource({
        "b, vm-theperson digits/1 digits/0 digits/0 digits/0 vm-isonphone vm-intro",
        "u, vm-theperson digits/1 digits/0 digits/0 digits/0 vm-isunavail vm-intro",
        "su, vm-theperson digits/1 digits/0 digits/0 digits/0 vm-isunavail",
        "s, ''"
    })
    void flags_say_how_the_caller_is_greeted(String flags, String greeting) {
        voicemail.leave(caller, flags, "", BOX);

        String before = greeting.isEmpty() ? "" : greeting + " ";
        assertThat(String.join(" ", caller.heard())).isEqualTo(before + "beep [recorded] auth-thankyou");
    }

    @Test
    void a_french_caller_is_spoken_to_in_french() {
        voicemail.leaveInFrench(caller, "su");

        assertThat(caller.heard())
                .containsExactly(
                        "fr:vm-theperson",
                        "fr:digits/1",
                        "fr:digits/0",
                        "fr:digits/0",
                        "fr:digits/0",
                        "fr:vm-isunavail",
                        "fr:beep",
                        "[recorded]",
                        "fr:auth-thankyou");
    }

    @Test
    void what_was_said_is_a_message_of_its_caller() {
        voicemail.leave(caller, "", "", BOX);

        Message message = voicemail.in(Folder.NEW).getFirst();
        assertThat(message.caller()).isEqualTo(ZOE);
        assertThat(message.length()).isEqualTo(SPOKEN);
        assertThat(message.callId()).isEqualTo("call-1");
    }

    @Test
    void the_owner_s_own_greeting_is_played_in_place_of_ours() {
        voicemail.store.putGreeting(ANNE, Greeting.Kind.UNAVAILABLE, new byte[8]);

        voicemail.leave(caller, "su", "", BOX);

        assertThat(caller.heard()).startsWith("stored", "beep");
    }

    @Test
    void the_owner_s_name_is_said_in_place_of_its_number() {
        voicemail.store.putGreeting(ANNE, Greeting.Kind.NAME, new byte[8]);

        voicemail.leave(caller, "sb", "", BOX);

        assertThat(caller.heard()).startsWith("stored", "vm-isonphone", "beep");
    }

    @Test
    void a_temporary_greeting_goes_before_all_others() {
        voicemail.store.putGreeting(ANNE, Greeting.Kind.UNAVAILABLE, new byte[8]);
        voicemail.store.putGreeting(ANNE, Greeting.Kind.TEMPORARY, new byte[8]);

        voicemail.leave(caller, "", "", BOX);

        assertThat(caller.heard()).startsWith("stored", "vm-intro", "beep");
    }

    @Test
    void pound_skips_to_the_tone() {
        caller.at("vm-theperson", "#");

        voicemail.leave(caller, "u", "", BOX);

        assertThat(caller.heard()).containsExactly("vm-theperson", "beep", "[recorded]", "auth-thankyou");
    }

    @Test
    void a_mailbox_that_there_is_not_ends_the_call_unsaid() {
        VoicemailResult result = voicemail.leave(caller, "u", "", "9999@default");

        assertThat(caller.heard()).isEmpty();
        assertThat(result).isEqualTo(VoicemailResult.failed());
    }

    @Test
    void a_full_mailbox_is_said_and_takes_nothing() {
        voicemail.left(ANNE);
        voicemail.left(ANNE);
        voicemail.left(ANNE);

        VoicemailResult result = voicemail.leave(caller, "", "", BOX);

        assertThat(caller.heard()).containsExactly("vm-mailboxfull");
        assertThat(result).isEqualTo(VoicemailResult.failed());
    }

    @Test
    void what_is_too_short_is_said_to_be_and_is_no_message() {
        caller.says(Duration.ofMillis(500), End.KEY, "#");

        VoicemailResult result = voicemail.leave(caller, "s", "", BOX);

        assertThat(caller.heard()).containsExactly("beep", "[recorded]", "vm-tooshort");
        assertThat(voicemail.in(Folder.NEW)).isEmpty();
        assertThat(result).isEqualTo(VoicemailResult.failed());
    }

    @ParameterizedTest
    @EnumSource(
            value = End.class,
            names = {"SILENCE", "LONGEST"})
    void silence_and_the_longest_time_end_a_message_too(End end) {
        caller.says(SPOKEN, end, "");

        voicemail.leave(caller, "s", "", BOX);

        assertThat(caller.heard()).endsWith("auth-thankyou");
        assertThat(voicemail.in(Folder.NEW)).hasSize(1);
    }

    @Test
    void the_mailbox_s_limits_go_to_the_relay() {
        voicemail.leave(caller, "s", "", BOX);

        assertThat(caller.recorded()).singleElement().satisfies(request -> {
            assertThat(request.limits().longest()).isEqualTo(Duration.ofMinutes(3));
            assertThat(request.limits().silence()).isEqualTo(Duration.ofSeconds(10));
            assertThat(request.limits().silenceThreshold()).isEqualTo(256);
            assertThat(request.endedBy()).isEqualTo("#");
        });
    }

    @Test
    void without_a_limit_of_its_own_a_mailbox_has_the_relay_s() {
        voicemail.with(new Settings().unlimited());

        voicemail.leave(caller, "s", "", BOX);

        assertThat(caller.recorded().getFirst().limits().longest()).isEqualTo(RecordingLimits.LONGEST);
    }

    @Test
    void each_of_several_mailboxes_gets_the_message() {
        voicemail.leave(caller, "u", "", BOX, "1001@default");

        assertThat(voicemail.in(Folder.NEW)).hasSize(1);
        assertThat(voicemail.store.list(BERT, Folder.NEW)).hasSize(1);
        assertThat(caller.heard()).startsWith("vm-theperson", "digits/1", "digits/0", "digits/0", "digits/0");
    }

    @ParameterizedTest
    @EnumSource(
            value = End.class,
            names = {"HUNG_UP", "FAILED"})
    void what_was_said_before_the_caller_or_the_relay_was_gone_is_delivered(End end) {
        caller.says(SPOKEN, end, "");

        VoicemailResult result = voicemail.leave(caller, "s", "", BOX);

        assertThat(voicemail.in(Folder.NEW)).hasSize(1);
        assertThat(result).isEqualTo(VoicemailResult.success());
    }

    @Test
    void whoever_hangs_up_at_any_prompt_leaves_a_message_if_it_has_spoken() {
        voicemail.leave(caller, "u", "", BOX);
        int spoke = caller.heard().indexOf("[recorded]");
        for (int sound = 0; sound < caller.heard().size(); sound++) {
            Voicemail another = new Voicemail();
            ScriptedChannel leaving = another.caller().hangsUpAt(sound);

            try {
                another.leave(leaving, "u", "", BOX);
            } catch (HungUp gone) {
                assertThat(leaving.heard()).hasSize(sound);
            }

            assertThat(another.in(Folder.NEW)).as("hung up at sound %d", sound).hasSize(sound < spoke ? 0 : 1);
        }
    }

    @Test
    void zero_leads_to_the_operator_where_mailbox_and_plan_have_one() {
        voicemail.with(new Settings().on("operator"));
        caller.at("vm-intro", "0");

        VoicemailResult result = voicemail.leave(caller, "", "0*", BOX);

        assertThat(caller.heard()).containsExactly("vm-intro");
        assertThat(result).isEqualTo(VoicemailResult.exit('0'));
    }

    @ParameterizedTest
    @CsvSource({"0*, false", "'', true"})
    void zero_leads_nowhere_else(String exits, boolean operator) {
        voicemail.with(operator ? new Settings().on("operator") : new Settings());
        caller.at("vm-intro", "0");

        VoicemailResult result = voicemail.leave(caller, "", exits, BOX);

        assertThat(result).isEqualTo(VoicemailResult.success());
    }

    @Test
    void star_leaves_for_another_extension() {
        caller.at("vm-intro", "*");

        assertThat(voicemail.leave(caller, "", "*", BOX)).isEqualTo(VoicemailResult.exit('*'));
    }

    @Test
    void any_digit_leaves_with_the_option_d() {
        caller.at("vm-theperson", "5");

        assertThat(voicemail.leave(caller, "ud", "5", BOX)).isEqualTo(VoicemailResult.exit('5'));
    }

    @ParameterizedTest
    @CsvSource({"1, vm-msgsaved, 1", "'', vm-deleted, 0"})
    void who_wants_the_operator_while_speaking_says_what_becomes_of_its_message(String key, String said, int left) {
        voicemail.with(new Settings().on("operator"));
        caller.says(SPOKEN, End.KEY, "0").at("vm-saveoper", key);

        VoicemailResult result = voicemail.leave(caller, "s", "0", BOX);

        assertThat(caller.heard()).containsExactly("beep", "[recorded]", "vm-saveoper", said);
        assertThat(voicemail.in(Folder.NEW)).hasSize(left);
        assertThat(result).isEqualTo(VoicemailResult.exit('0'));
    }

    @Test
    void a_reviewed_message_is_heard_said_again_and_kept() {
        voicemail.with(new Settings().on("review"));
        caller.at("vm-review", "2").at("stored", "3").at("vm-review", "1");

        voicemail.leave(caller, "s", "", BOX);

        assertThat(caller.heard())
                .containsExactly(
                        "beep", "[recorded]", "vm-review", "stored", "beep", "[recorded]", "vm-review", "vm-msgsaved");
        assertThat(voicemail.in(Folder.NEW)).hasSize(1);
    }

    @Test
    void a_message_that_is_taken_back_is_none() {
        voicemail.with(new Settings().on("review"));
        caller.at("vm-review", "*");

        VoicemailResult result = voicemail.leave(caller, "s", "", BOX);

        assertThat(caller.heard()).endsWith("vm-deleted");
        assertThat(voicemail.in(Folder.NEW)).isEmpty();
        assertThat(result).isEqualTo(VoicemailResult.failed());
    }

    @Test
    void who_says_nothing_to_the_review_keeps_its_message() {
        voicemail.with(new Settings().on("review"));

        voicemail.leave(caller, "s", "", BOX);

        assertThat(caller.heard())
                .containsExactly("beep", "[recorded]", "vm-review", "vm-review", "vm-review", "vm-msgsaved");
        assertThat(voicemail.in(Folder.NEW)).hasSize(1);
    }

    @Test
    void a_long_review_does_not_cost_the_message_its_lease() {
        voicemail.with(new Settings().on("review"));
        caller.at("vm-review", () -> {
                    voicemail.later(Duration.ofMinutes(2));
                    voicemail.store.sweep();
                })
                .at("vm-review", "3");

        voicemail.leave(caller, "s", "", BOX);

        assertThat(voicemail.in(Folder.NEW)).hasSize(1);
    }

    @Test
    void who_hangs_up_in_the_review_has_left_its_message() {
        voicemail.with(new Settings().on("review"));
        caller.hangsUpAt(2);

        assertThatThrownBy(() -> voicemail.leave(caller, "s", "", BOX)).isInstanceOf(HungUp.class);

        assertThat(voicemail.in(Folder.NEW)).hasSize(1);
    }

    @Test
    void two_callers_at_once_leave_two_messages() {
        ScriptedChannel second = voicemail.caller();
        caller.at("beep", () -> voicemail.leave(second, "s", "", BOX));

        voicemail.leave(caller, "s", "", BOX);

        assertThat(voicemail.in(Folder.NEW)).hasSize(2);
    }
}

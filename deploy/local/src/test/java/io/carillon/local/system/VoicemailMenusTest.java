package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.prompts.speech.English;
import io.carillon.prompts.speech.French;
import io.carillon.prompts.speech.Language;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What owners do in their menus, and what callers then hear; several callers and several owners at once. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class VoicemailMenusTest {
    private static final Duration SPOKEN = Duration.ofMillis(1_600);

    private final Lab lab;

    VoicemailMenusTest(Lab lab) {
        this.lab = lab;
    }

    @ParameterizedTest
    @CsvSource({
        "01, vm-rec-unv, 86, ''",
        "02, vm-rec-busy, 85, ''",
        "03, vm-rec-name, 86, vm-isunavail",
        "041, vm-rec-temp, 82, ''"
    })
    void what_the_owner_records_is_what_callers_hear(String keys, String told, String dialled, String afterwards) {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox()) {
            OutgoingCall call = owner.call("887").awaitAnswered();
            PromptsHeard.in(call, "en", Duration.ZERO, "vm-youhave");
            AtVoicemail.press(call, keys);
            Duration tone = PromptsHeard.in(call, "en", Duration.ZERO, told, "beep");
            AtVoicemail.speak(call, SPOKEN);
            AtVoicemail.press(call, "#1");
            PromptsHeard.in(call, "en", tone, "vm-msgsaved");
            call.hangUp();

            OutgoingCall heard =
                    caller.call(dialled + owner.user().substring(1)).awaitAnswered();
            AtVoicemail.hears(heard, owner);
            if (!afterwards.isEmpty()) {
                PromptsHeard.in(heard, "en", Duration.ZERO, afterwards);
            }
            heard.hangUp();
        }
    }

    @Test
    void a_new_password_opens_and_the_old_one_does_not() {
        try (Phone owner = lab.withPin()) {
            OutgoingCall call = owner.call("887").awaitAnswered();
            PromptsHeard.in(call, "en", Duration.ZERO, "vm-youhave");
            AtVoicemail.press(call, "05");
            Duration asked = PromptsHeard.in(call, "en", Duration.ZERO, "vm-newpassword");
            AtVoicemail.press(call, "2468#");
            asked = PromptsHeard.in(call, "en", asked, "vm-reenterpassword");
            AtVoicemail.press(call, "2468#");
            PromptsHeard.in(call, "en", asked, "vm-passchanged");
            call.hangUp();

            OutgoingCall next = owner.call("885").awaitAnswered();
            asked = PromptsHeard.in(next, "en", Duration.ZERO, "vm-password");
            AtVoicemail.press(next, LabConfiguration.MAILBOX_PIN + "#");
            asked = PromptsHeard.in(next, "en", asked, "vm-incorrect");
            asked = PromptsHeard.in(next, "en", asked, "vm-password");
            AtVoicemail.press(next, "2468#");
            PromptsHeard.in(next, "en", asked, "vm-youhave");
            next.hangUp();
        }
    }

    @Test
    void what_is_forwarded_is_heard_by_the_other_owner() {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox();
                Phone colleague = lab.withMailbox()) {
            AtVoicemail.leave(caller, owner);
            OutgoingCall call = hearing(owner, caller);
            AtVoicemail.press(call, "8");
            Duration asked = PromptsHeard.in(call, "en", Duration.ZERO, "vm-whichbox");
            AtVoicemail.press(call, Lab.mailboxOf(colleague) + "#2");
            PromptsHeard.in(call, "en", asked, "vm-msgforwarded");
            call.hangUp();

            hearing(colleague, caller).hangUp();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, vm-reachoper", "*, vm-star-cancel"})
    void a_key_leads_to_its_extension_which_knows_why(String key, String heard) {
        try (Phone caller = lab.registered()) {
            OutgoingCall call =
                    caller.call("87" + LabConfiguration.WITH_OPERATOR).awaitAnswered();
            // This context has neither extension: the key means nothing here.
            PromptsHeard.in(call, "en", Duration.ZERO, "vm-theperson");
            AtVoicemail.press(call, key);
            PromptsHeard.in(call, "en", Duration.ZERO, "vm-isunavail");
            call.hangUp();

            OutgoingCall again =
                    caller.call("84" + LabConfiguration.WITH_OPERATOR).awaitAnswered();
            AtVoicemail.press(again, key);
            PromptsHeard.in(again, "en", Duration.ZERO, heard);
            again.awaitHungUp();
        }
    }

    @Test
    void a_full_mailbox_is_said_to_be_full_and_the_plan_knows_it() throws Exception {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox(LabConfiguration.FULL_AFTER_ONE)) {
            AtVoicemail.leave(caller, owner);

            OutgoingCall call =
                    caller.call("84" + LabConfiguration.FULL_AFTER_ONE).awaitAnswered();
            PromptsHeard.in(call, "en", Duration.ZERO, "vm-mailboxfull", "pbx-invalid");
            call.awaitHungUp();

            assertThat(AtVoicemail.messages(lab, owner, "INBOX")).hasSize(1);
        }
    }

    @Test
    void two_callers_at_once_leave_two_whole_messages() throws Exception {
        try (Phone one = lab.registered();
                Phone other = lab.registered();
                Phone owner = lab.withMailbox()) {
            String number = "82" + owner.user().substring(1);
            OutgoingCall first = one.call(number).awaitAnswered();
            OutgoingCall second = other.call(number).awaitAnswered();
            PromptsHeard.in(first, "en", Duration.ZERO, "beep");
            PromptsHeard.in(second, "en", Duration.ZERO, "beep");
            AtVoicemail.speak(second, SPOKEN);
            AtVoicemail.press(first, "#");
            AtVoicemail.press(second, "#");
            first.awaitHungUp();
            second.awaitHungUp();

            for (Phone caller : List.of(one, other)) {
                JsonNode message = AtVoicemail.messages(lab, owner, "INBOX").stream()
                        .filter(left -> left.path("callerNumber").asText().equals(Lab.numberOf(caller)))
                        .findFirst()
                        .orElseThrow();
                byte[] wav = AtVoicemail.wav(lab, owner, message);
                Duration length =
                        Duration.ofMillis(Math.round(message.path("seconds").asDouble() * 1_000));
                assertThat(length).isGreaterThanOrEqualTo(SPOKEN);
                // Nothing but its own caller; the key is no sound.
                assertThat(AtVoicemail.spoken(caller, wav)).isGreaterThan(length.minusMillis(400));
            }
        }
    }

    @Test
    void what_one_session_deletes_is_gone_for_another_one_which_goes_on() throws Exception {
        try (Phone one = lab.registered();
                Phone other = lab.registered();
                Phone owner = lab.withPin();
                Phone beside = lab.registered()) {
            AtVoicemail.leave(one, owner);
            AtVoicemail.leave(other, owner);
            OutgoingCall deletes = hearing(owner, one);
            OutgoingCall goesOn = beside.call("886").awaitAnswered();
            Duration asked = PromptsHeard.in(goesOn, "en", Duration.ZERO, "vm-login");
            AtVoicemail.press(goesOn, Lab.mailboxOf(owner) + "#" + LabConfiguration.MAILBOX_PIN + "#");
            PromptsHeard.in(goesOn, "en", asked, "vm-youhave");
            AtVoicemail.press(deletes, "7");
            PromptsHeard.in(deletes, "en", Duration.ZERO, "vm-deleted");
            AtVoicemail.press(deletes, "#");
            deletes.awaitHungUp();

            AtVoicemail.press(goesOn, "11");
            PromptsHeard.in(goesOn, "en", Duration.ZERO, "vm-advopts");
            AtVoicemail.press(goesOn, "61");
            AtVoicemail.hears(goesOn, other);
            goesOn.hangUp();

            owner.awaitMessage("the lamp", AtVoicemail.lamp("Voice-Message: 0/1"));
        }
    }

    @Test
    void an_owner_is_told_in_english_how_many_messages_there_are_and_when_they_came() throws Exception {
        assertTold("885", new English(), "vm-youhave", "digits/20", "digits/1", "vm-INBOX");
    }

    @Test
    void an_owner_is_told_in_french_how_many_messages_there_are_and_when_they_came() throws Exception {
        assertTold("884", new French(), "vm-youhave", "digits/20", "digits/et", "digits/1", "vm-INBOX");
    }

    private void assertTold(String dialled, Language language, String... count) throws Exception {
        try (Phone caller = lab.registered();
                Phone owner = lab.withPin()) {
            OutgoingCall left =
                    AtVoicemail.atTheTone(caller, "83" + owner.user().substring(1));
            AtVoicemail.speak(left, SPOKEN);
            AtVoicemail.press(left, "#");
            left.awaitHungUp();
            List<JsonNode> messages = AtVoicemail.messages(lab, owner, "INBOX");
            assertThat(messages).hasSize(LabConfiguration.MANY_MESSAGES);
            ZonedDateTime time =
                    Instant.parse(messages.getFirst().path("left").asText()).atZone(ZoneId.systemDefault());

            OutgoingCall call = owner.call(dialled).awaitAnswered();
            String code = language.code();
            Duration at = PromptsHeard.in(call, code, Duration.ZERO, "vm-password");
            AtVoicemail.press(call, LabConfiguration.MAILBOX_PIN + "#");
            at = PromptsHeard.in(call, code, at, count);
            AtVoicemail.press(call, "1");
            at = PromptsHeard.in(call, code, at, "vm-first", "vm-message");
            PromptsHeard.in(call, code, at, prompts(language.time(time, language.envelopeFormat(), time)));
            AtVoicemail.hears(call, caller);
            call.hangUp();
        }
    }

    private static String[] prompts(List<String> names) {
        return names.toArray(String[]::new);
    }

    /** An owner who hears its first message. */
    private static OutgoingCall hearing(Phone owner, Phone caller) {
        OutgoingCall call = owner.call("887").awaitAnswered();
        PromptsHeard.in(call, "en", Duration.ZERO, "vm-youhave");
        AtVoicemail.press(call, "11");
        AtVoicemail.hears(call, caller);
        return call;
    }
}

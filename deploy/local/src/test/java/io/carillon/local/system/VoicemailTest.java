package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.local.Service;
import io.carillon.protocol.sip.Method;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Messages that are left and heard by telephone, judged by their sound; and the lamps that tell of them. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class VoicemailTest {
    private final Lab lab;

    VoicemailTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void the_message_that_was_left_is_the_message_that_is_heard() {
        try (Phone caller = lab.registered();
                Phone owner = lab.withPin()) {
            AtVoicemail.leave(caller, owner);

            OutgoingCall call = owner.call("885").awaitAnswered();
            Duration asked = PromptsHeard.in(call, "en", Duration.ZERO, "vm-password");
            AtVoicemail.press(call, LabConfiguration.MAILBOX_PIN + "#");
            Duration told = PromptsHeard.in(call, "en", asked, "vm-youhave", "digits/1", "vm-INBOX", "vm-message");
            AtVoicemail.press(call, "1");
            PromptsHeard.in(call, "en", told, "vm-first", "vm-message", "vm-received");
            call.audio().ear().awaitTone(caller.tone(), Duration.ofSeconds(30));
            AtVoicemail.press(call, "#");
            call.hangUp();
        }
    }

    @Test
    void whoever_leaves_a_message_hears_who_is_not_there_and_the_plan_goes_on_afterwards() {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox()) {
            String box = Lab.mailboxOf(owner);
            OutgoingCall call = caller.call("8" + box).awaitAnswered();

            Duration beep = PromptsHeard.in(
                    call,
                    "en",
                    Duration.ZERO,
                    "vm-theperson",
                    "digits/" + box.charAt(0),
                    "digits/" + box.charAt(1),
                    "digits/" + box.charAt(2),
                    "vm-isunavail",
                    "vm-intro",
                    "beep");
            call.audio().talker().awaitSent(call.audio().talker().sent() + 75);
            AtVoicemail.press(call, "#");
            PromptsHeard.in(call, "en", beep, "auth-thankyou", "vm-goodbye");
            call.awaitHungUp();
        }
    }

    @Test
    void the_lamp_is_lit_when_a_message_is_left_and_goes_out_when_it_is_heard() {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox()) {
            AtVoicemail.leave(caller, owner);
            owner.awaitMessage("the lamp", AtVoicemail.lamp("Messages-Waiting: yes", "Voice-Message: 1/0"));

            OutgoingCall call = owner.call("887").awaitAnswered();
            Duration told = PromptsHeard.in(call, "en", Duration.ZERO, "vm-youhave");
            AtVoicemail.press(call, "1");
            PromptsHeard.in(call, "en", told, "vm-received");
            call.audio().ear().awaitTone(caller.tone(), Duration.ofSeconds(30));
            call.hangUp();

            owner.awaitMessage("no lamp", AtVoicemail.lamp("Messages-Waiting: no", "Voice-Message: 0/1"));
        }
    }

    @Test
    void a_phone_that_subscribes_is_told_at_once_and_again() {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox()) {
            var subscribe = owner.request(Method.SUBSCRIBE, owner.user())
                    .set("Event", "message-summary")
                    .set("Accept", "application/simple-message-summary")
                    .set("Contact", contactOf(owner))
                    .set("Expires", "600");

            assertThat(owner.exchange(subscribe).last().status()).isEqualTo(200);

            owner.awaitMessage(
                    "the first NOTIFY",
                    message -> AtVoicemail.lamp("Messages-Waiting: no").test(message)
                            && message.header("Subscription-State")
                                    .filter(state -> state.startsWith("active;expires="))
                                    .isPresent());
            AtVoicemail.leave(caller, owner);
            owner.awaitMessage(
                    "the next NOTIFY",
                    message -> AtVoicemail.lamp("Messages-Waiting: yes").test(message)
                            && message.header("Subscription-State")
                                    .filter(state -> state.startsWith("active;expires="))
                                    .isPresent());
        }
    }

    @Test
    void an_account_without_a_mailbox_has_no_lamp_to_subscribe_to() {
        try (Phone phone = lab.registered()) {
            var subscribe = phone.request(Method.SUBSCRIBE, phone.user())
                    .set("Contact", contactOf(phone))
                    .set("Event", "message-summary");

            assertThat(phone.exchange(subscribe).last().status()).isEqualTo(404);
        }
    }

    @Test
    void three_wrong_passwords_end_with_a_good_bye_and_the_plan_goes_on() {
        try (Phone owner = lab.withPin()) {
            String box = Lab.mailboxOf(owner) + "#";
            OutgoingCall call = owner.call("886").awaitAnswered();
            Duration at = PromptsHeard.in(call, "en", Duration.ZERO, "vm-login");
            AtVoicemail.press(call, box);
            at = PromptsHeard.in(call, "en", at, "vm-password");
            AtVoicemail.press(call, "1111#");
            at = PromptsHeard.in(call, "en", at, "vm-incorrect-mailbox");
            AtVoicemail.press(call, box);
            at = PromptsHeard.in(call, "en", at, "vm-password");
            AtVoicemail.press(call, "2222#");
            at = PromptsHeard.in(call, "en", at, "vm-incorrect-mailbox");
            AtVoicemail.press(call, box);
            at = PromptsHeard.in(call, "en", at, "vm-password");
            AtVoicemail.press(call, "3333#");

            PromptsHeard.in(call, "en", at, "vm-incorrect", "vm-goodbye", "auth-thankyou");
            call.awaitHungUp();
        }
    }

    @Test
    void a_mailbox_that_nobody_has_is_answered_and_the_plan_goes_on() {
        try (Phone caller = lab.registered()) {
            OutgoingCall call = caller.call("888").awaitAnswered();

            PromptsHeard.in(call, "en", Duration.ZERO, "vm-goodbye");
            call.awaitHungUp();
        }
    }

    @Test
    void a_caller_who_hangs_up_in_the_middle_has_left_a_message() throws Exception {
        try (Phone caller = lab.registered();
                Phone owner = lab.withMailbox()) {
            OutgoingCall call = caller.call("86" + owner.user().substring(1)).awaitAnswered();
            PromptsHeard.in(call, "en", Duration.ZERO, "beep");
            call.audio().talker().awaitSent(call.audio().talker().sent() + 75);
            call.hangUp();

            owner.awaitMessage("the lamp", AtVoicemail.lamp("Messages-Waiting: yes"));
            JsonNode messages = lab.get(Service.VOICEMAIL, "/mailboxes/default/" + Lab.mailboxOf(owner) + "/messages");
            assertThat(messages.findValuesAsText("callerNumber")).contains(Lab.numberOf(caller));
        }
    }

    private static String contactOf(Phone phone) {
        return "<sip:" + phone.user() + "@" + phone.local().getAddress().getHostAddress() + ":"
                + phone.local().getPort() + ">";
    }
}

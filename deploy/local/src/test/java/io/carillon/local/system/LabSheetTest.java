package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second sheet (S1 to S6) with its own files and its own three phones; one test after the other. */
@WholeSystem
class LabSheetTest {

    private static final Duration RINGS_FOR = Duration.ofSeconds(8);
    private static final Duration A_MESSAGE = Duration.ofSeconds(3);

    private final Lab lab;
    private final Phone user1;
    private final Phone user2;
    private final Phone user3;

    LabSheetTest(Lab lab) {
        this.lab = lab;
        user1 = lab.phone("user1", "1234").tone(440).open();
        user2 = lab.phone("user2", "1234").tone(620).open();
        user3 = lab.phone("user3", "1234").tone(800).open();
    }

    @BeforeEach
    void register() {
        user1.registered();
        user2.registered();
        user3.registered();
    }

    @AfterEach
    void unregister() {
        for (Phone phone : new Phone[] {user1, user2, user3}) {
            phone.unregister();
            phone.close();
        }
    }

    @Test
    void s1_each_user_is_reached_at_their_number_and_sees_who_calls() {
        assertReached(user3, user1, "100", "user3", "300");
        assertReached(user1, user2, "200", "user1", "100");
        assertReached(user2, user3, "300", "user2", "200");
    }

    @Test
    void s2_user2_rings_when_user1_did_not_answer_for_eight_seconds() {
        OutgoingCall call = user3.call("100");
        IncomingCall atUser1 = user1.awaitCall().ring();
        long began = System.nanoTime();
        call.awaitRinging();
        atUser1.awaitCancelled(Duration.ofSeconds(10));
        Duration rang = Duration.ofNanos(System.nanoTime() - began);
        user2.awaitCall().ring().answer();

        call.awaitAnswered().awaitTone(user2.tone());
        assertThat(rang).isBetween(RINGS_FOR.minusMillis(300), RINGS_FOR.plusMillis(700));
        assertThat(call.hangUp().status()).isEqualTo(200);
    }

    @Test
    void s3_nobody_answers_for_eight_seconds_and_a_message_is_left_which_s5_lets_its_owner_hear() {
        OutgoingCall call = user1.call("300");
        user3.awaitCall().ring();
        call.awaitAnswered();
        PromptsHeard.in(call, "en", Duration.ZERO, "vm-intro", "beep");
        AtVoicemail.speak(call, A_MESSAGE);
        call.hangUp();

        OutgoingCall owner = user3.call("99").awaitAnswered();
        PromptsHeard.in(owner, "en", Duration.ZERO, "vm-login");
        AtVoicemail.press(owner, "300#");
        PromptsHeard.in(owner, "en", Duration.ZERO, "vm-password");
        AtVoicemail.press(owner, "1234#");
        PromptsHeard.in(owner, "en", Duration.ZERO, "vm-youhave");
        AtVoicemail.press(owner, "11");
        owner.audio().ear().awaitTone(user1.tone(), Duration.ofSeconds(20));
        owner.hangUp();
    }

    @Test
    void s4_both_ring_and_the_first_to_answer_wins() {
        OutgoingCall call = user3.call("11");
        IncomingCall atUser1 = user1.awaitCall().ring();
        IncomingCall atUser2 = user2.awaitCall().ring();
        atUser2.answer();

        call.awaitAnswered().awaitTone(user2.tone());
        atUser2.awaitTone(user3.tone());
        assertThat(atUser1.awaitCancelled().header("Reason").orElse("")).contains("Call completed elsewhere");
        assertThat(call.hangUp().status()).isEqualTo(200);
    }

    @Test
    void s6_the_menu_speaks_a_key_cuts_it_the_number_is_said_and_its_phone_rings() {
        OutgoingCall call = user3.call("50").awaitAnswered();
        PromptsHeard.of(call, lab.sounds(), "/var/msg/standard", Duration.ZERO);
        call.audio().talker().press('2');

        PromptsHeard.in(call, "en", Duration.ZERO, "digits/2");
        user2.awaitCall().ring().answer();
        call.awaitTone(user2.tone());
        assertThat(call.hangUp().status()).isEqualTo(200);
    }

    @Test
    void s6_without_a_key_the_menu_speaks_again() {
        OutgoingCall call = user3.call("50").awaitAnswered();
        Duration first = PromptsHeard.of(call, lab.sounds(), "/var/msg/standard", Duration.ZERO);

        Duration second = PromptsHeard.of(call, lab.sounds(), "/var/msg/standard", first.plusSeconds(1));

        assertThat(second).isGreaterThan(first);
        call.hangUp();
    }

    private static void assertReached(Phone caller, Phone callee, String number, String name, String callerNumber) {
        OutgoingCall call = caller.call(number);
        IncomingCall incoming = callee.awaitCall().ring();
        assertThat(incoming.callerName()).isEqualTo(name);
        assertThat(incoming.callerNumber()).isEqualTo(callerNumber);
        incoming.answer();
        call.awaitAnswered().awaitTone(callee.tone());
        incoming.awaitTone(caller.tone());
        assertThat(call.hangUp().status()).isEqualTo(200);
        incoming.awaitHungUp();
    }
}

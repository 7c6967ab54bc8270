package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.local.Service;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.sound.Tone;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the options of Dial do to those who talk, by what they hear. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class DialOptionsTest {
    private static final Duration LIMIT = Duration.ofSeconds(8);

    /** 1.5 seconds of it, then 3.5 of silence. */
    private static final Tone FRENCH_RINGING = new Tone(440);

    private final Lab lab;

    DialOptionsTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void a_caller_hears_music_while_it_rings_and_the_callee_after_the_answer() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call("91" + Lab.numberOf(bob));
            IncomingCall incoming = bob.awaitCall().ring();

            call.awaitStatus(183).awaitTone(LabConfiguration.RECORDED);
            incoming.answer();

            call.awaitAnswered().awaitTone(bob.tone());
            incoming.awaitTone(alice.tone());
            assertThat(call.statuses()).doesNotContain(180);
        }
    }

    @Test
    void music_ends_when_nobody_answers_and_the_plan_goes_on() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call("97" + Lab.numberOf(bob)).awaitAnswered();
            bob.awaitCall().ring();
            call.awaitTone(LabConfiguration.RECORDED);

            call.awaitTone(alice.tone());
        }
    }

    @Test
    void with_r_an_answered_caller_hears_its_countrys_ringing_at_once() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call("92" + Lab.numberOf(bob)).awaitAnswered();
            IncomingCall incoming = bob.awaitCall();

            call.awaitTone(FRENCH_RINGING);
            incoming.answer();

            call.awaitTone(bob.tone());
            incoming.awaitTone(alice.tone());
        }
    }

    @Test
    void an_answered_caller_hears_ringing_from_the_first_180_on() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call("93" + Lab.numberOf(bob)).awaitAnswered();
            IncomingCall incoming = bob.awaitCall();
            assertThat(call.audio().ear().packets()).isZero();

            incoming.ring();
            call.awaitTone(FRENCH_RINGING);
            incoming.answer();

            call.awaitTone(bob.tone());
        }
    }

    @Test
    void with_g_the_plan_goes_on_when_the_callee_has_hung_up() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call("94" + Lab.numberOf(bob));
            IncomingCall incoming = bob.awaitCall().answer();
            call.awaitAnswered().awaitTone(bob.tone());

            incoming.hangUp();

            call.awaitTone(alice.tone());
        }
    }

    @Test
    void the_ports_of_who_has_hung_up_are_free_while_the_plan_goes_on() throws Exception {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call("94" + Lab.numberOf(bob));
            IncomingCall incoming = bob.awaitCall().answer();
            call.awaitAnswered().awaitTone(bob.tone());
            assertThat(legs(call)).isEqualTo(2);

            incoming.hangUp();

            call.awaitTone(alice.tone());
            assertThat(legs(call)).isEqualTo(1);
        }
    }

    /** At the relay. */
    private int legs(OutgoingCall call) throws Exception {
        for (JsonNode session :
                lab.get(Service.MEDIA_RELAY, "/sessions?limit=200").path("sessions")) {
            if (session.path("callId").asText().equals(call.callId())) {
                return session.path("legs").size();
            }
        }
        return 0;
    }

    @Test
    void with_capital_h_the_caller_ends_the_conversation_with_a_star() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call("94" + Lab.numberOf(bob));
            IncomingCall incoming = bob.awaitCall().answer();
            call.awaitAnswered().awaitTone(bob.tone());

            call.audio().talker().press('*');

            incoming.awaitHungUp();
            call.awaitTone(alice.tone());
        }
    }

    @Test
    void with_h_the_callee_ends_the_conversation_with_a_star_told_by_info() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call("94" + Lab.numberOf(bob));
            IncomingCall incoming = bob.awaitCall().answer();
            call.awaitAnswered().awaitTone(bob.tone());

            incoming.sendInfo('*');

            incoming.awaitHungUp();
            call.awaitTone(alice.tone());
        }
    }

    @Test
    void a_conversation_is_over_when_its_time_is() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call("95" + Lab.numberOf(bob));
            IncomingCall incoming = bob.awaitCall().answer();
            call.awaitAnswered().awaitTone(bob.tone());

            call.awaitHungUp();
            incoming.awaitHungUp();
            JsonNode ended = lab.facts().factsOfCall(call.callId()).getLast().path("data");
            assertThat(ended.path("hangup").asText()).isEqualTo("SYSTEM");
        }
    }

    @Test
    void a_callee_hears_the_announcement_first_then_keys_are_sent_to_both() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call("96" + Lab.numberOf(bob));
            IncomingCall incoming = bob.awaitCall().answer();

            incoming.awaitTone(LabConfiguration.RECORDED);
            assertThat(call.statuses()).doesNotContain(200);

            call.awaitAnswered();
            incoming.audio().ear().awaitDigits("123", LIMIT);
            call.audio().ear().awaitDigits("45", LIMIT);
            incoming.awaitTone(alice.tone());
            call.awaitTone(bob.tone());
        }
    }
}

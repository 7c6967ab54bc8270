package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What phones do in a call: hold, resume, keep the session alive. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class InCallTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Lab lab;

    InCallTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void a_caller_that_holds_hears_nothing_until_it_resumes_and_the_callee_hears_music_and_is_asked_nothing() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            assertHeldAndResumed(talk.caller(), talk.callee());
        }
    }

    @Test
    void a_callee_that_holds_hears_nothing_until_it_resumes_and_the_caller_hears_music_and_is_asked_nothing() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            assertHeldAndResumed(talk.callee(), talk.caller());
        }
    }

    private static void assertHeldAndResumed(PhoneCall holder, PhoneCall held) {
        int asked = held.requests().size();

        assertThat(holder.reoffer("sendonly").status()).isEqualTo(200);
        assertThat(holder.remoteDescription().orElseThrow().direction()).isEqualTo("recvonly");
        holder.audio().ear().awaitSilence(LIMIT);
        held.awaitTone(LabConfiguration.RECORDED);

        assertThat(holder.reoffer("sendrecv").status()).isEqualTo(200);
        Talk.assertTalking(holder, held);
        assertThat(held.requests()).hasSize(asked);
    }

    @Test
    void a_call_that_is_inactive_is_music_to_whoever_did_not_ask_for_it_until_it_is_resumed() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            assertThat(talk.caller().reoffer("inactive").status()).isEqualTo(200);
            assertThat(talk.caller().remoteDescription().orElseThrow().direction())
                    .isEqualTo("inactive");
            talk.caller().audio().ear().awaitSilence(LIMIT);
            talk.callee().awaitTone(LabConfiguration.RECORDED);

            assertThat(talk.caller().reoffer("sendrecv").status()).isEqualTo(200);
            talk.caller().awaitTone(bob.tone());
            talk.callee().awaitTone(alice.tone());
        }
    }

    @Test
    void a_caller_that_asks_for_a_session_timer_gets_one_and_refreshes_it_by_an_update() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.dial(Lab.numberOf(bob))
                    .header("Supported", "timer")
                    .header("Session-Expires", "600")
                    .call();
            bob.awaitCall().answer();
            SipResponse answer = call.awaitAnswered().responses().getLast();
            assertThat(answer.header("Session-Expires")).contains("600;refresher=uac");
            assertThat(answer.lists("Require", "timer")).isTrue();

            SipResponse refreshed = call.send(
                    Method.UPDATE, edit -> edit.set("Supported", "timer").set("Session-Expires", "600;refresher=uac"));

            assertThat(refreshed.status()).isEqualTo(200);
            assertThat(refreshed.header("Session-Expires")).contains("600;refresher=uac");
            call.awaitTone(bob.tone());
        }
    }

    @Test
    void a_session_that_would_end_too_soon_is_refused_with_the_minimum_and_nobody_rings() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            SipResponse refusal = alice.dial(Lab.numberOf(bob))
                    .header("Supported", "timer")
                    .header("Session-Expires", "30")
                    .call()
                    .awaitOutcome();

            assertThat(refusal.status()).isEqualTo(422);
            assertThat(refusal.header("Min-SE")).contains("90");
            assertThat(bob.incomingCalls()).isEmpty();
        }
    }
}

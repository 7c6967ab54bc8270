package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.Ladder;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneCall;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Q6 to Q10 of the lab sheet: a call between two phones, from the first INVITE to the last 200. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class CallTest {

    private final Lab lab;

    CallTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void a_call_is_set_up_spoken_and_ended_on_both_legs() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall atBob = bob.awaitCall().ring();
            call.awaitRinging();
            atBob.answer();
            call.awaitAnswered();

            call.awaitTone(bob.tone());
            atBob.awaitTone(alice.tone());
            assertThat(call.hangUp().status()).isEqualTo(200);
            atBob.awaitHungUp();

            assertThat(call.statuses()).containsExactly(401, 100, 180, 200);
            assertThat(labels(atBob.ladder()))
                    .as("%s", Ladder.of(alice, bob))
                    .containsSubsequence("INVITE", "180 INVITE", "200 INVITE", "ACK", "BYE", "200 BYE");
        }
    }

    @Test
    void audio_goes_through_the_relay_on_ports_of_rtp_conf() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            List<InetSocketAddress> relayed = List.of(audioShownTo(talk.caller()), audioShownTo(talk.callee()));
            assertThat(relayed).doesNotHaveDuplicates().allMatch(lab::isRelayed).allMatch(a -> a.getPort() % 2 == 0);
            assertThat(talk.caller().audio().ear().senders()).containsExactly(relayed.getFirst());
            assertThat(talk.callee().audio().ear().senders()).containsExactly(relayed.getLast());
        }
    }

    @Test
    void the_callee_may_hang_up() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall atBob = bob.awaitCall().answer();
            call.awaitAnswered();

            assertThat(atBob.hangUp().status()).isEqualTo(200);
            call.awaitHungUp();
        }
    }

    @Test
    void the_callee_sees_the_accounts_name_and_number_whatever_the_phone_claims() {
        try (Phone alice = lab.phone().displayName("The President").open().registered();
                Phone bob = lab.registered()) {
            alice.dial(Lab.numberOf(bob))
                    .header("P-Asserted-Identity", "\"The President\" <sip:1@example.com>")
                    .call();
            IncomingCall atBob = bob.awaitCall();

            assertThat(atBob.callerName()).isEqualTo("Phone " + Lab.numberOf(alice));
            assertThat(atBob.callerNumber()).isEqualTo(Lab.numberOf(alice));
            assertThat(atBob.invite().toString()).doesNotContain("President");
        }
    }

    @Test
    void a_call_without_an_offer_gets_one_in_the_answer() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.dial(Lab.numberOf(bob)).withoutOffer().call();
            IncomingCall atBob = bob.awaitCall().ring().answer();

            call.awaitAnswered().awaitTone(bob.tone());
            atBob.awaitTone(alice.tone());
        }
    }

    @Test
    void a_callee_that_never_rings_leaves_the_caller_with_100() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            bob.awaitCall().answer();
            call.awaitAnswered();

            assertThat(call.statuses()).containsExactly(401, 100, 200);
        }
    }

    @Test
    void dial_with_r_rings_at_once() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call("3" + Lab.numberOf(bob)).awaitStatus(180);
            IncomingCall atBob = bob.awaitCall();

            assertThat(labels(atBob.ladder())).doesNotContain("180 INVITE");
            call.cancel();
        }
    }

    @Test
    void variables_and_goto_lead_to_a_phone() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call("7" + Lab.numberOf(bob));
            bob.awaitCall().answer();

            call.awaitAnswered();
        }
    }

    @Test
    void an_answer_that_is_not_acknowledged_is_repeated() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call =
                    alice.dial(Lab.numberOf(bob)).withoutAcknowledging().call();
            bob.awaitCall().answer();
            call.awaitAnswered().awaitRepeatedAnswer();
            call.acknowledge();

            call.awaitTone(bob.tone());
            assertThat(call.hangUp().status()).isEqualTo(200);
        }
    }

    @Test
    void a_request_for_a_call_that_is_over_is_answered_481() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            bob.awaitCall().answer();
            call.awaitAnswered().hangUp();

            assertThat(call.send(Method.INFO, edit -> edit).status()).isEqualTo(481);
        }
    }

    @Test
    void two_calls_of_one_phone_are_kept_apart() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered();
                Phone carol = lab.registered()) {
            OutgoingCall toBob = alice.call(Lab.numberOf(bob));
            OutgoingCall toCarol = alice.call(Lab.numberOf(carol));
            IncomingCall atBob = bob.awaitCall().answer();
            IncomingCall atCarol = carol.awaitCall().answer();
            toBob.awaitAnswered().awaitTone(bob.tone());
            toCarol.awaitAnswered().awaitTone(carol.tone());

            toBob.hangUp();
            atBob.awaitHungUp();

            assertThat(atCarol.ended()).isFalse();
            atCarol.awaitTone(alice.tone());
        }
    }

    private static InetSocketAddress audioShownTo(PhoneCall call) {
        return call.remoteDescription().orElseThrow().audio();
    }

    static List<String> labels(Ladder ladder) {
        return ladder.rungs().stream()
                .flatMap(rung -> rung.message().stream())
                .map(CallTest::label)
                .toList();
    }

    private static String label(SipMessage message) {
        return switch (message) {
            case SipRequest request -> request.method().name();
            case SipResponse response ->
                response.status() + " " + response.cseq().method();
        };
    }
}

package io.carillon.local.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneCall;
import io.carillon.testkit.rtp.Codec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** UPDATE before the answer (RFC 3311): either party describes its media anew while the call rings. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class EarlyUpdateTest {
    private static final List<Codec> PCMU = List.of(Codec.PCMU);
    private static final List<Codec> PCMA = List.of(Codec.PCMA);

    private final Lab lab;

    EarlyUpdateTest(Lab lab) {
        this.lab = lab;
    }

    private static OutgoingCall call(Phone caller, Phone callee) {
        return caller.dial(Lab.numberOf(callee)).header("Supported", "100rel").call();
    }

    /** The caller hears the callee, and both have acknowledged what they were told. */
    private static IncomingCall progress(OutgoingCall call, Phone callee) {
        IncomingCall incoming = callee.awaitCall().progressReliably();
        call.awaitStatus(183).awaitTone(callee.tone());
        return incoming;
    }

    private static void assertMoved(SipResponse answer, PhoneCall mover) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).asString(UTF_8).contains("m=audio");
        assertThat(mover.ended()).isFalse();
    }

    private static void assertTalk(OutgoingCall call, IncomingCall incoming) {
        incoming.answer();
        call.awaitAnswered().awaitTone(incoming.tone());
        incoming.awaitTone(call.tone());
        assertThat(call.hangUp().status()).isEqualTo(200);
        incoming.awaitHungUp();
    }

    @Test
    void a_caller_that_moves_its_audio_while_it_rings_hears_the_callee_there() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = call(alice, bob);
            IncomingCall incoming = progress(call, bob);

            assertMoved(call.updateFromElsewhere(), call);

            call.awaitTone(bob.tone());
            assertTalk(call, incoming);
        }
    }

    @Test
    void a_callee_that_moves_its_audio_while_it_rings_hears_and_is_heard_from_there() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = call(alice, bob);
            IncomingCall incoming = progress(call, bob);

            assertMoved(incoming.updateFromElsewhere(), incoming);

            incoming.awaitTone(alice.tone());
            call.awaitTone(bob.tone());
            assertTalk(call, incoming);
        }
    }

    @Test
    void after_an_update_the_answer_needs_no_description() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = call(alice, bob);
            IncomingCall incoming = progress(call, bob);
            assertMoved(incoming.updateFromElsewhere(), incoming);

            incoming.answerWithoutDescription();

            call.awaitAnswered().awaitTone(bob.tone());
            incoming.awaitTone(alice.tone());
        }
    }

    @Test
    void a_callee_that_offers_before_it_has_answered_our_offer_is_refused_with_491() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = call(alice, bob);
            IncomingCall incoming = bob.awaitCall().ring();
            call.awaitRinging();

            assertThat(incoming.update(PCMU).status()).isEqualTo(491);

            assertTalk(call, incoming);
        }
    }

    @Test
    void a_caller_that_offers_before_its_first_offer_is_answered_is_told_to_wait() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call =
                    alice.dial(Lab.numberOf(bob)).header("Require", "100rel").call();
            IncomingCall incoming = bob.awaitCall().ring();
            call.awaitStatus(180);

            SipResponse answer = call.update(PCMU);

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.header("Retry-After").map(Integer::parseInt).orElseThrow())
                    .isBetween(0, 10);
            assertTalk(call, incoming);
        }
    }

    @Test
    void what_the_callee_does_not_have_is_504_while_it_rings_and_what_was_agreed_stays() {
        try (Phone alice = lab.registered();
                Phone bob = lab.phone().codecs(Codec.PCMU).open().registered()) {
            OutgoingCall call = call(alice, bob);
            IncomingCall incoming = progress(call, bob);

            assertThat(call.update(PCMA).status()).isEqualTo(504);

            call.awaitTone(bob.tone());
            assertTalk(call, incoming);
        }
    }
}

package io.carillon.local.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is heard before the answer, with and without receipts (RFC 3262). */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class EarlyMediaTest {
    private final Lab lab;

    EarlyMediaTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void a_caller_that_gives_receipts_hears_the_callee_before_the_answer_and_its_receipt_is_answered() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call =
                    alice.dial(Lab.numberOf(bob)).header("Supported", "100rel").call();
            IncomingCall incoming = bob.awaitCall().progress();

            call.awaitStatus(183).awaitTone(bob.tone());

            SipResponse early = call.responses().stream()
                    .filter(response -> response.status() == 183)
                    .findFirst()
                    .orElseThrow();
            assertThat(early.lists("Require", "100rel")).isTrue();
            incoming.answer();
            call.awaitAnswered().awaitTone(bob.tone());
            incoming.awaitTone(alice.tone());
            assertThat(call.pracked()).extracting(SipResponse::status).containsExactly(200);
        }
    }

    @Test
    void a_caller_that_requires_receipts_gets_even_the_ringing_with_one() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call =
                    alice.dial(Lab.numberOf(bob)).header("Require", "100rel").call();
            IncomingCall incoming = bob.awaitCall().ring();
            call.awaitStatus(180);
            incoming.answer();

            call.awaitAnswered().awaitTone(bob.tone());
            assertThat(call.responses().stream()
                            .filter(response -> response.status() == 180)
                            .findFirst()
                            .orElseThrow()
                            .header("RSeq"))
                    .isPresent();
        }
    }

    @Test
    void a_callee_that_wants_a_receipt_gets_it_and_is_heard_before_its_answer() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall incoming = bob.awaitCall().progressReliably();

            call.awaitStatus(183).awaitTone(bob.tone());

            incoming.answer();
            call.awaitAnswered().awaitTone(bob.tone());
            incoming.awaitTone(alice.tone());
            call.hangUp();
            incoming.awaitHungUp();
        }
    }

    @Test
    void a_receipt_for_nothing_is_answered_481_and_the_call_goes_on() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            SipResponse answer = talk.caller().send(Method.PRACK, edit -> edit.set("RAck", "1 1 INVITE"));

            assertThat(answer.status()).isEqualTo(481);
            talk.caller().awaitTone(bob.tone());
        }
    }

    @Test
    void a_caller_without_an_offer_gets_one_early_and_answers_it_in_its_receipt() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.dial(Lab.numberOf(bob))
                    .withoutOffer()
                    .header("Supported", "100rel")
                    .call();
            IncomingCall incoming = bob.awaitCall().progress();

            call.awaitStatus(183).awaitTone(bob.tone());
            incoming.awaitTone(alice.tone());
            incoming.answer();

            assertThat(call.awaitAnswered().awaitOutcome().body()).isEmpty();
            call.awaitTone(bob.tone());
            incoming.awaitTone(alice.tone());
        }
    }

    @Test
    void a_caller_without_an_offer_and_without_receipts_is_told_of_media_in_its_answer_only() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.dial(Lab.numberOf(bob)).withoutOffer().call();
            IncomingCall incoming = bob.awaitCall().progress();
            call.awaitRinging();
            incoming.answer();

            call.awaitAnswered().awaitTone(bob.tone());
            incoming.awaitTone(alice.tone());
            assertThat(call.responses().stream().filter(SipResponse::isProvisional))
                    .allSatisfy(early -> assertThat(early.body()).isEmpty());
        }
    }

    @Test
    void a_callee_that_described_its_media_early_and_reliably_need_not_do_so_again() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall incoming = bob.awaitCall().progressReliably();

            incoming.answerWithoutDescription();

            call.awaitAnswered().awaitTone(bob.tone());
            incoming.awaitTone(alice.tone());
        }
    }

    @Test
    void a_new_offer_in_a_receipt_is_answered_with_it() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.dial(Lab.numberOf(bob))
                    .header("Supported", "100rel")
                    .offeringAgainInReceipts()
                    .call();
            IncomingCall incoming = bob.awaitCall().progress();
            call.awaitStatus(183).awaitTone(bob.tone());
            incoming.answer();

            call.awaitAnswered().awaitTone(bob.tone());
            incoming.awaitTone(alice.tone());
            assertThat(call.pracked()).singleElement().satisfies(answer -> {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).asString(UTF_8).contains("m=audio");
            });
        }
    }
}

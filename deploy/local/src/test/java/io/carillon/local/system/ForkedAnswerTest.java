package io.carillon.local.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneSdp;
import io.carillon.testkit.rtp.Codec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One INVITE of ours that is forked behind the contact: several dialogs come of it (RFC 3261 §12.1, §13.2.2.4). */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class ForkedAnswerTest {
    private static final int OTHER_TONE = 2_400;

    private final Lab lab;

    ForkedAnswerTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void who_described_itself_last_is_heard_early_and_who_answers_is_heard_then() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall first = bob.awaitCall().progress();
            call.awaitTone(first.tone());
            IncomingCall second =
                    first.forked(OTHER_TONE, Codec.PCMU, Codec.PCMA).progress();
            call.awaitTone(second.tone());

            first.answer();

            call.awaitAnswered().awaitTone(first.tone());
            first.awaitTone(alice.tone());
            assertOneDescription(call);
        }
    }

    @Test
    void the_second_to_answer_is_acknowledged_and_hung_up_and_the_first_goes_on() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall first = bob.awaitCall().progress();
            IncomingCall second =
                    first.forked(OTHER_TONE, Codec.PCMU, Codec.PCMA).progress();
            second.answer();
            call.awaitAnswered().awaitTone(second.tone());

            first.answer().awaitHungUp();

            call.awaitTone(second.tone());
            second.awaitTone(alice.tone());
            call.hangUp();
            second.awaitHungUp();
        }
    }

    @Test
    void a_receipt_goes_to_each_of_the_two_in_its_own_dialog() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall first = bob.awaitCall().progressReliably();
            IncomingCall second =
                    first.forked(OTHER_TONE, Codec.PCMU, Codec.PCMA).progressReliably();

            first.answerWithoutDescription();

            call.awaitAnswered().awaitTone(first.tone());
            first.awaitTone(alice.tone());
            assertThat(second.requests()).hasSize(1);
        }
    }

    @Test
    void a_caller_told_of_one_codec_early_is_offered_another_when_somebody_else_answers() {
        try (Phone alice = lab.registered();
                Phone bob = lab.phone().codecs(Codec.PCMU).open().registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall first = bob.awaitCall().progress();
            call.awaitTone(first.tone());
            IncomingCall second = first.forked(OTHER_TONE, Codec.PCMA).progress();

            second.answer();

            call.awaitAnswered().awaitTone(second.tone());
            second.awaitTone(alice.tone());
            assertOneDescription(call);
            assertThat(call.remoteDescription().map(PhoneSdp::codecs).orElseThrow())
                    .extracting(Codec::name)
                    .containsExactly("PCMA");
        }
    }

    /** Whatever the caller is told of media before its ACK is one and the same (§13.2.1). */
    private static void assertOneDescription(OutgoingCall call) {
        assertThat(call.responses().stream()
                        .filter(response -> response.body().length > 0)
                        .map(SipResponse::body)
                        .map(body -> new String(body, UTF_8))
                        .distinct())
                .hasSize(1);
    }
}

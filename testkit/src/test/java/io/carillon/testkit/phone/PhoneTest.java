package io.carillon.testkit.phone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.testkit.network.Impairment;
import io.carillon.testkit.network.LossyWire;
import io.carillon.testkit.rtp.Codec;
import io.carillon.testkit.rtp.Stranger;
import io.carillon.testkit.sound.Tone;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two phones without anything between them: what they do and hear must be right before they judge others. */
@ResourceLock(value = "both cores", mode = ResourceAccessMode.READ)
class PhoneTest {

    private static final InetSocketAddress NOBODY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

    private final Phone bob = Phone.of("bob", NOBODY).tone(620).open();
    private final Phone alice = Phone.of("alice", bob.local()).tone(440).open();

    @AfterEach
    void close() {
        alice.close();
        bob.close();
    }

    @Test
    void each_hears_the_other_ones_tone_and_the_hang_up_is_answered() {
        OutgoingCall call = alice.call("bob");
        IncomingCall atBob = bob.awaitCall().ring();
        call.awaitRinging();
        atBob.answer();
        call.awaitAnswered().awaitTone(bob.tone());
        atBob.awaitTone(alice.tone());

        assertThat(call.hangUp().status()).isEqualTo(200);
        atBob.awaitHungUp();
        assertThat(call.statuses()).containsExactly(180, 200);
    }

    @Test
    void a_call_without_an_offer_gets_one_and_answers_in_the_ack() {
        OutgoingCall call = alice.dial("bob").withoutOffer().call();
        IncomingCall atBob = bob.awaitCall().answer();

        call.awaitTone(bob.tone());
        atBob.awaitTone(alice.tone());
    }

    @Test
    void a_cancelled_call_is_over_at_both_ends() {
        OutgoingCall call = alice.call("bob");
        IncomingCall atBob = bob.awaitCall().ring();

        assertThat(call.cancel().status()).isEqualTo(200);
        assertThat(call.awaitOutcome().status()).isEqualTo(487);
        assertThat(atBob.awaitCancelled().cseq().number())
                .isEqualTo(atBob.invite().cseq().number());
    }

    @Test
    void a_refusal_is_acknowledged() {
        OutgoingCall call = alice.call("bob");
        bob.awaitCall().reject(486);

        assertThat(call.awaitOutcome().status()).isEqualTo(486);
    }

    @Test
    void an_answer_that_is_not_acknowledged_is_repeated_until_it_is() {
        OutgoingCall call = alice.dial("bob").withoutAcknowledging().call();
        IncomingCall atBob = bob.awaitCall().answerAtOnce();
        call.awaitAnswered();
        call.awaitRepeatedAnswer();
        call.acknowledge();

        atBob.await(
                "the ACK",
                () -> bob.ladder().received().stream()
                        .anyMatch(message -> message instanceof SipRequest request
                                && request.cseq().toString().contains("ACK")));
    }

    @Test
    void a_phone_without_a_common_codec_refuses_with_488() {
        OutgoingCall call = alice.dial("bob").codecs(Codec.G723).call();
        bob.awaitCall().answerAtOnce();

        assertThat(call.awaitOutcome().status()).isEqualTo(488);
    }

    @Test
    void a_codec_that_is_passed_through_is_heard_as_its_pattern() {
        try (Phone carol =
                        Phone.of("carol", NOBODY).tone(800).codecs(Codec.G723).open();
                Phone dave = Phone.of("dave", carol.local())
                        .tone(1000)
                        .codecs(Codec.G723)
                        .open()) {
            OutgoingCall call = dave.call("carol");
            IncomingCall atCarol = carol.awaitCall().answer();

            call.awaitAnswered().awaitTone(carol.tone());
            atCarol.awaitTone(dave.tone());
        }
    }

    @Test
    void a_new_offer_moves_the_audio_to_other_ports() {
        OutgoingCall call = alice.call("bob");
        IncomingCall atBob = bob.awaitCall().answer();
        call.awaitAnswered().awaitTone(bob.tone());
        InetSocketAddress before = call.audio().local();

        assertThat(call.moveAudio().status()).isEqualTo(200);

        assertThat(call.audio().local()).isNotEqualTo(before);
        call.awaitTone(bob.tone());
        atBob.awaitTone(alice.tone());
    }

    @Test
    void a_call_goes_through_a_wire_that_loses_a_fifth() throws Exception {
        try (LossyWire wire = LossyWire.to(bob.local(), Impairment.NONE.withLoss(0.2), 5);
                Phone far = Phone.of("far", wire.near()).alwaysThroughServer().open()) {
            OutgoingCall call = far.call("bob");
            IncomingCall atBob = bob.awaitCall().answer();
            call.awaitAnswered();

            assertThat(call.hangUp().status()).isEqualTo(200);
            atBob.awaitHungUp();
        }
    }

    @Test
    void a_stranger_is_heard_by_a_phone_that_does_not_ask_who_speaks() throws Exception {
        OutgoingCall call = alice.call("bob");
        bob.awaitCall().answer();
        call.awaitAnswered().audio().talker().fallSilent();
        try (Stranger stranger = Stranger.talkingTo(call.audio().local(), new Tone(1000), Codec.PCMU)) {
            call.audio().ear().awaitSenders(2);

            assertThat(call.audio().ear().sources()).contains(stranger.talker().ssrc());
        }
    }

    @Test
    void a_ladder_shows_the_parties_and_the_messages() {
        OutgoingCall call = alice.call("bob");
        bob.awaitCall().reject(486);
        call.awaitOutcome();

        assertThat(Ladder.of(alice, bob).toString())
                .contains("alice", "INVITE", "486 (")
                .hasLineCount(7);
    }

    @Test
    void a_wait_that_is_not_fulfilled_fails_with_the_ladder() {
        alice.call("bob");
        IncomingCall atBob = bob.awaitCall();

        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                        AssertionError.class, () -> atBob.await("a miracle", Duration.ofMillis(50), () -> false)))
                .hasMessageContaining("bob: a miracle")
                .hasMessageContaining("INVITE");
    }
}

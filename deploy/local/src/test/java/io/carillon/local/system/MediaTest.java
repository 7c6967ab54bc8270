package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.rtp.Codec;
import io.carillon.testkit.rtp.Stranger;
import io.carillon.testkit.sound.Tone;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the relay lets through, what it drops, and what is said about it afterwards. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class MediaTest {

    private final Lab lab;

    MediaTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void a_stranger_is_not_heard_and_counted() throws Exception {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            InetSocketAddress aliceSide =
                    talk.caller().remoteDescription().orElseThrow().audio();
            try (Stranger stranger = Stranger.talkingTo(aliceSide, new Tone(3000), Codec.PCMU)) {
                stranger.awaitSent(75);
                assertThat(talk.callee().audio().ear().hears(alice.tone()))
                        .as("%s", talk.callee().audio().ear())
                        .isTrue();
                assertThat(talk.callee().audio().ear().sources())
                        .doesNotContain(stranger.talker().ssrc());
            }
            talk.caller().hangUp();
            JsonNode figures = ended(talk.caller()).path("callerLeg").path("media");
            assertThat(figures.path("strangersDropped").asLong()).isGreaterThanOrEqualTo(70);
        }
    }

    @Test
    void a_phone_that_begins_a_new_source_is_heard_on() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            talk.caller().audio().talker().changeSource();
            long source = talk.caller().audio().talker().ssrc();
            talk.callee().audio().ear().awaitSource(source);
            talk.callee().awaitTone(alice.tone());
            talk.caller().hangUp();

            JsonNode figures = ended(talk.caller()).path("callerLeg").path("media");
            assertThat(figures.path("ssrcChanges").asInt()).isOne();
            assertThat(figures.path("packetsLost").asLong()).isLessThan(5);
        }
    }

    @Test
    void lost_packets_are_counted_on_the_leg_that_lost_them() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);
            long before = talk.callee().audio().ear().packets();
            talk.caller().audio().talker().lose(20);
            // The loss shows with the first packet after it.
            talk.callee().audio().ear().awaitPackets(before + 50);
            talk.caller().hangUp();

            JsonNode ended = ended(talk.caller());
            assertThat(ended.path("callerLeg").path("media").path("packetsLost").asLong())
                    .isBetween(20L, 25L);
            assertThat(ended.path("calleeLeg").path("media").path("packetsLost").asLong())
                    .isLessThan(5);
        }
    }

    @Test
    void a_phone_that_moves_its_audio_by_a_new_offer_is_heard_from_there() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            assertThat(talk.caller().moveAudio().status()).isEqualTo(200);

            talk.caller().awaitTone(bob.tone());
            talk.callee().awaitTone(alice.tone());
        }
    }

    @Test
    void a_new_offer_without_the_codec_of_the_other_side_is_refused_and_the_call_goes_on() {
        try (Phone alice = lab.phone().codecs(Codec.PCMU).open().registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            assertThat(talk.callee().reoffer(List.of(Codec.PCMA)).status()).isEqualTo(488);

            talk.caller().awaitTone(bob.tone());
            assertThat(talk.caller().hangUp().status()).isEqualTo(200);
        }
    }

    @Test
    void a_phone_that_asks_for_an_offer_within_the_call_gets_one_and_answers_it_in_its_ack() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            SipResponse offered = talk.callee().askForOffer();

            assertThat(offered.status()).isEqualTo(200);
            assertThat(offered.body()).asString(StandardCharsets.UTF_8).contains("m=audio");
            talk.caller().awaitTone(bob.tone());
            talk.callee().awaitTone(alice.tone());
        }
    }

    @Test
    void reports_of_the_other_side_come_through() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall atBob = bob.awaitCall().answer();
            call.awaitAnswered();

            call.audio().awaitRtcp(Duration.ofSeconds(8));
            atBob.audio().awaitRtcp(Duration.ofSeconds(8));
        }
    }

    @Test
    void a_payload_that_nobody_here_understands_is_passed_through() {
        try (Phone alice = lab.phone("any1", "secret-any1")
                        .tone(500)
                        .codecs(Codec.G723)
                        .open()
                        .registered();
                Phone bob = lab.phone("any2", "secret-any2")
                        .tone(700)
                        .codecs(Codec.G723)
                        .open()
                        .registered()) {
            OutgoingCall call = alice.call("802");
            IncomingCall atBob = bob.awaitCall().answer();

            call.awaitAnswered().awaitTone(bob.tone());
            atBob.awaitTone(alice.tone());
        }
    }

    @Test
    void the_accounts_order_of_codecs_decides() {
        try (Phone alice = lab.registered();
                Phone bob = lab.phone("alaw1", "secret-alaw1").tone(900).open().registered()) {
            OutgoingCall call = alice.call("803");
            IncomingCall atBob = bob.awaitCall().answer();
            call.awaitAnswered().awaitTone(bob.tone());
            atBob.awaitTone(alice.tone());

            assertThat(atBob.remoteDescription().orElseThrow().codecs())
                    .extracting(Codec::name)
                    .containsExactly("PCMA", "PCMU");
        }
    }

    @Test
    void codecs_that_do_not_meet_are_488_and_nobody_rings() {
        try (Phone alice = lab.registered();
                Phone bob = lab.phone("gsm1", "secret-gsm1")
                        .codecs(Codec.GSM)
                        .open()
                        .registered()) {
            OutgoingCall call = alice.call("804");

            assertThat(call.awaitOutcome().status()).isEqualTo(488);
            assertThat(bob.incomingCalls()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=0\r\nthis is no description\r\n",
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 999.1.1.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n",
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n",
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 99999999 RTP/AVP 0\r\n",
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 4000 RTP/AVP 31\r\n"
            })
    void a_description_that_cannot_be_used_is_488_within_a_second(String description) {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            OutgoingCall call =
                    alice.dial(Lab.numberOf(bob)).description(description).call();

            assertThat(call.awaitOutcome(Duration.ofSeconds(2)).status())
                    .as("%s", call.ladder())
                    .isIn(400, 488);
            assertThat(bob.incomingCalls()).isEmpty();
        }
    }

    private JsonNode ended(OutgoingCall call) {
        return lab.facts().factsOfCall(call.callId()).getLast().path("data");
    }
}

package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneCall;
import io.carillon.testkit.rtp.Codec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A party offers other codecs while it talks (RFC 3261 §14, RFC 3264 §8.3); nothing is transcoded. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class CodecChangeTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Lab lab;

    CodecChangeTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void a_caller_that_gives_up_a_codec_is_heard_and_hears_by_the_one_that_is_left() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            assertThat(talk.caller().reoffer(List.of(Codec.PCMA)).status()).isEqualTo(200);

            assertBothSpeak(talk, Codec.PCMA);
        }
    }

    @Test
    void a_caller_that_offers_a_codec_the_other_side_was_not_asked_for_gets_it_once_that_one_has_agreed() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            var call = alice.dial(Lab.numberOf(bob)).codecs(Codec.PCMU).call();
            var incoming = bob.awaitCall().answer();
            Talk talk = new Talk(call.awaitAnswered(), incoming);
            assertBothSpeak(talk, Codec.PCMU);

            assertThat(talk.caller().reoffer(List.of(Codec.PCMA)).status()).isEqualTo(200);

            assertBothSpeak(talk, Codec.PCMA);
            talk.hangUp();
        }
    }

    @Test
    void a_callee_changes_the_codec_back_and_forth() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            assertThat(talk.callee().reoffer(List.of(Codec.PCMA)).status()).isEqualTo(200);
            assertBothSpeak(talk, Codec.PCMA);
            assertThat(talk.callee().reoffer(List.of(Codec.PCMU)).status()).isEqualTo(200);
            assertBothSpeak(talk, Codec.PCMU);
        }
    }

    @Test
    void a_codec_that_is_added_changes_nothing_for_the_other_side() {
        try (Phone alice = lab.registered();
                Phone bob = lab.registered()) {
            var call = alice.dial(Lab.numberOf(bob)).codecs(Codec.PCMU).call();
            var incoming = bob.awaitCall().answer();
            Talk talk = new Talk(call.awaitAnswered(), incoming);
            int asked = incoming.requests().size();

            assertThat(talk.caller().reoffer(List.of(Codec.PCMU, Codec.PCMA)).status())
                    .isEqualTo(200);

            assertBothSpeak(talk, Codec.PCMU);
            assertThat(incoming.requests()).hasSize(asked);
        }
    }

    @Test
    void an_offer_of_what_the_other_side_refuses_is_refused_and_the_call_goes_on_as_it_was() {
        try (Phone alice = lab.registered();
                Phone bob = lab.phone().codecs(Codec.PCMU).open().registered()) {
            Talk talk = Talk.between(alice, bob);

            assertThat(talk.caller().reoffer(List.of(Codec.PCMA)).status()).isEqualTo(488);

            talk.caller().awaitTone(bob.tone());
            talk.hangUp();
        }
    }

    private static void assertBothSpeak(Talk talk, Codec codec) {
        assertHeard(talk.caller(), talk.callee(), codec);
        assertHeard(talk.callee(), talk.caller(), codec);
    }

    private static void assertHeard(PhoneCall hearer, PhoneCall speaker, Codec codec) {
        Watch.until(
                hearer.phone().user() + " to hear " + codec.name(),
                LIMIT,
                () -> payloadHeardBy(hearer) == codec.payloadType(),
                () -> hearer.ladder().toString());
        hearer.awaitTone(speaker.tone());
    }

    private static int payloadHeardBy(PhoneCall call) {
        var recent = call.audio().ear().recent();
        return recent.isEmpty() ? -1 : recent.getLast().packet().payloadType();
    }
}

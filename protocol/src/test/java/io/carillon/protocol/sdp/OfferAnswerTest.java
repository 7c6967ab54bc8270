package io.carillon.protocol.sdp;

import static io.carillon.protocol.sdp.AudioTest.HEAD;
import static io.carillon.protocol.sdp.AudioTest.at;
import static io.carillon.protocol.sdp.AudioTest.audio;
import static io.carillon.protocol.sdp.SessionDescriptionTest.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OfferAnswerTest {

    private static final String TWO_STREAMS = HEAD + """
            m=video 5000 RTP/AVP 96
            a=rtpmap:96 VP8/90000
            m=audio 5006 RTP/AVP 8 96 101
            a=rtpmap:96 speex/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            """;

    @Test
    void an_answer_has_the_offers_streams_in_number_and_order_and_rejects_video() {
        SessionDescription offer = parsed(TWO_STREAMS);

        SessionDescription answer =
                OfferAnswer.answer(offer, ours(1, offer, Direction.SENDRECV), "42", Optional.empty());

        assertThat(answer.toString().lines())
                .containsExactly(
                        "v=0",
                        "o=- 42 1 IN IP4 192.0.2.1",
                        "s=-",
                        "c=IN IP4 192.0.2.1",
                        "t=0 0",
                        "m=video 0 RTP/AVP 96",
                        "m=audio 10000 RTP/AVP 8 96 101",
                        "a=rtpmap:8 PCMA/8000",
                        "a=rtpmap:96 speex/8000",
                        "a=rtpmap:101 telephone-event/8000",
                        "a=fmtp:101 0-15",
                        "a=ptime:20",
                        "a=sendrecv");
    }

    @Test
    void a_new_offer_keeps_the_streams_of_the_description_before() {
        SessionDescription offer = parsed(TWO_STREAMS);
        SessionDescription answer =
                OfferAnswer.answer(offer, ours(1, offer, Direction.SENDRECV), "42", Optional.empty());

        SessionDescription again = OfferAnswer.offer(ours(1, offer, Direction.SENDONLY), "43", Optional.of(answer));

        assertThat(again.media()).extracting(MediaDescription::type).containsExactly("video", "audio");
        assertThat(again.media()).extracting(MediaDescription::port).containsExactly(0, 10_000);
        assertThat(again.origin()).hasToString("- 42 2 IN IP4 192.0.2.1");
    }

    @Test
    void the_same_answer_again_keeps_its_version() {
        SessionDescription offer = parsed(TWO_STREAMS);
        Audio ours = ours(1, offer, Direction.SENDRECV);
        SessionDescription answer = OfferAnswer.answer(offer, ours, "42", Optional.empty());

        assertThat(OfferAnswer.answer(offer, ours, "42", Optional.of(answer))).isEqualTo(answer);
    }

    @Test
    void what_is_common_keeps_the_order_and_the_numbers_of_the_first() {
        List<Format> caller = audio("""
                m=audio 5006 RTP/AVP 8 96 0 101
                a=rtpmap:96 speex/8000
                a=rtpmap:101 telephone-event/8000
                """).formats();
        List<Format> callee = audio("""
                m=audio 5006 RTP/AVP 0 110 97
                a=rtpmap:110 SPEEX/8000
                a=rtpmap:97 telephone-event/8000
                """).formats();

        assertThat(OfferAnswer.common(caller, callee))
                .extracting(Format::payloadType)
                .containsExactly(96, 0, 101);
    }

    @Test
    void keys_alone_are_nothing_in_common() {
        List<Format> one = audio("m=audio 5006 RTP/AVP 8 101\na=rtpmap:101 telephone-event/8000\n")
                .formats();
        List<Format> other = audio("m=audio 5006 RTP/AVP 0 101\na=rtpmap:101 telephone-event/8000\n")
                .formats();

        assertThat(OfferAnswer.common(one, other)).isEmpty();
    }

    @Test
    void a_number_keeps_its_meaning_in_later_offers() {
        List<Format> before = audio("m=audio 1 RTP/AVP 0 96 97\na=rtpmap:96 speex/8000\na=rtpmap:97 iLBC/8000\n")
                .formats();
        List<Format> now = audio("""
                m=audio 1 RTP/AVP 8 96 110 97
                a=rtpmap:96 opus/48000/2
                a=rtpmap:110 speex/8000
                a=rtpmap:97 telephone-event/8000
                """).formats();

        assertThat(OfferAnswer.renumbered(now, before))
                .extracting(
                        format -> format.payloadType() + " " + format.encoding().name())
                .containsExactly("8 PCMA", "98 opus", "96 speex", "99 telephone-event");
    }

    @Test
    void directions_combine_and_turn_round() {
        assertThat(Direction.SENDONLY.reversed()).isEqualTo(Direction.RECVONLY);
        assertThat(Direction.SENDRECV.and(Direction.RECVONLY)).isEqualTo(Direction.RECVONLY);
        assertThat(Direction.SENDONLY.and(Direction.RECVONLY)).isEqualTo(Direction.INACTIVE);
    }

    private static Audio ours(int index, SessionDescription offer, Direction direction) {
        return new Audio(
                index,
                "RTP/AVP",
                Optional.of(at("192.0.2.1", 10_000)),
                Optional.empty(),
                false,
                direction,
                offer.media().get(index).rtpFormats(),
                Optional.of("20"),
                Optional.empty());
    }
}

package io.carillon.relay.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.MediaReply.Reason;
import io.carillon.protocol.sdp.AllowList;
import io.carillon.protocol.sdp.Audio;
import io.carillon.protocol.sdp.Direction;
import io.carillon.relay.agreement.LegAgreement.Agreed;
import io.carillon.relay.agreement.LegAgreement.Step;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegAgreementTest {

    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 10_000);
    private static final AllowList ALLOWED = new AllowList(List.of("ulaw", "alaw"));
    private static final String OFFER = sdp("m=audio 4000 RTP/AVP 8 0 3 101\na=rtpmap:101 telephone-event/8000\n");

    private final LegAgreement none = LegAgreement.none("77");

    @Test
    void an_accepted_offer_is_in_the_order_allowed() {
        Step step = none.acceptOffer(OFFER, ALLOWED);

        assertThat(step.reply()).isEqualTo(new MediaReply.Agreed(List.of("ulaw", "alaw"), Direction.SENDRECV));
        assertThat(step.next().agreed()).isEmpty();
    }

    @Test
    void an_answer_has_the_codecs_the_other_side_agreed_on_with_the_offerers_numbers() {
        Audio callee = audio(sdp("m=audio 5000 RTP/AVP 8 97\na=rtpmap:97 telephone-event/8000\na=ptime:30\n"));

        Step step = none.acceptOffer(OFFER, ALLOWED).next().createAnswer(Optional.of(callee), HERE);

        assertThat(lines(step))
                .containsExactly(
                        "v=0",
                        "o=- 77 1 IN IP4 192.0.2.1",
                        "s=-",
                        "c=IN IP4 192.0.2.1",
                        "t=0 0",
                        "m=audio 10000 RTP/AVP 8 101",
                        "a=rtpmap:8 PCMA/8000",
                        "a=rtpmap:101 telephone-event/8000",
                        "a=ptime:30",
                        "a=sendrecv");
        assertThat(step.next().agreed().orElseThrow().theirs().codecNames()).containsExactly("alaw");
    }

    @Test
    void an_answer_for_an_application_has_all_that_is_allowed() {
        Step step = none.acceptOffer(OFFER, ALLOWED).next().createAnswer(Optional.empty(), HERE);

        assertThat(lines(step)).contains("m=audio 10000 RTP/AVP 0 8 101");
    }

    @Test
    void an_offer_like_the_callers_is_filtered_by_and_in_the_order_of_the_callees_list() {
        Audio caller = audio(OFFER);

        Step step = none.createOffer(Optional.of(caller), new AllowList(List.of("gsm", "alaw", "g722")), HERE);

        assertThat(lines(step)).contains("m=audio 10000 RTP/AVP 3 8 101");
        assertThat(step.reply())
                .isInstanceOfSatisfying(
                        MediaReply.Description.class,
                        description -> assertThat(description.codecs()).containsExactly("gsm", "alaw"));
    }

    @Test
    void an_offer_without_anybody_to_be_like_has_what_is_allowed() {
        Step step = none.createOffer(Optional.empty(), ALLOWED, HERE);

        assertThat(lines(step)).contains("m=audio 10000 RTP/AVP 0 8 101", "a=fmtp:101 0-16", "a=sendrecv");
    }

    @Test
    void nothing_in_common_is_refused_and_changes_nothing() {
        Step offered = none.acceptOffer(OFFER, new AllowList(List.of("g729")));
        Step made = none.createOffer(Optional.of(audio(OFFER)), new AllowList(List.of("g729")), HERE);

        assertThat(List.of(offered, made)).allSatisfy(step -> {
            assertThat(reason(step)).isEqualTo(Reason.NO_COMMON_CODEC);
            assertThat(step.next()).isEqualTo(none);
        });
    }

    @Test
    void bad_sdp_is_refused_with_its_line() {
        Step step = none.acceptOffer("v=0\r\no=broken\r\n", ALLOWED);

        assertThat(step.reply()).isInstanceOfSatisfying(MediaReply.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.BAD_SDP);
            assertThat(refused.detail()).contains("line 2");
        });
    }

    @Test
    void an_answer_to_our_offer_leaves_what_both_have() {
        LegAgreement offered =
                none.createOffer(Optional.of(audio(OFFER)), ALLOWED, HERE).next();

        Step step = offered.acceptAnswer(sdp("m=audio 5000 RTP/AVP 8\na=recvonly\n"));

        assertThat(step.reply()).isEqualTo(new MediaReply.Agreed(List.of("alaw"), Direction.RECVONLY));
        assertThat(step.next().agreed().map(Agreed::partyReceives)).contains(true);
        assertThat(step.next().agreed().map(Agreed::partySends)).contains(false);
    }

    @Test
    void an_answer_may_come_in_a_provisional_response_and_again_in_the_final_one() {
        LegAgreement ringing = none.createOffer(Optional.empty(), ALLOWED, HERE)
                .next()
                .acceptAnswer(sdp("m=audio 5000 RTP/AVP 8\n"))
                .next();

        Step step = ringing.acceptAnswer(sdp("m=audio 5002 RTP/AVP 0\n"));

        assertThat(step.next()
                        .agreed()
                        .orElseThrow()
                        .theirs()
                        .rtp()
                        .orElseThrow()
                        .getPort())
                .isEqualTo(5_002);
    }

    @Test
    void an_answer_after_a_new_offer_of_the_party_is_about_what_was_agreed_on_then() {
        LegAgreement updated = none.createOffer(Optional.empty(), ALLOWED, HERE)
                .next()
                .acceptAnswer(sdp("m=audio 5000 RTP/AVP 8\n"))
                .next()
                .acceptOffer(sdp("m=audio 5002 RTP/AVP 8\n"), ALLOWED)
                .next();

        assertThat(reason(updated.acceptAnswer(sdp("m=audio 5002 RTP/AVP 8\n"))))
                .isEqualTo(Reason.WRONG_STATE);
        Step answered =
                updated.createAnswer(Optional.empty(), HERE).next().acceptAnswer(sdp("m=audio 5002 RTP/AVP 8\n"));

        assertThat(answered.reply()).isEqualTo(new MediaReply.Agreed(List.of("alaw"), Direction.SENDRECV));
        assertThat(answered.next().said().orElseThrow().rtp().orElseThrow().getPort())
                .isEqualTo(5_002);
    }

    @Test
    void an_answer_that_rejects_the_stream_or_has_other_codecs_is_refused() {
        LegAgreement offered = none.createOffer(Optional.empty(), ALLOWED, HERE).next();

        assertThat(reason(offered.acceptAnswer(sdp("m=audio 0 RTP/AVP 0\n")))).isEqualTo(Reason.NO_COMMON_CODEC);
        assertThat(reason(offered.acceptAnswer(sdp("m=audio 5000 RTP/AVP 18\n"))))
                .isEqualTo(Reason.NO_COMMON_CODEC);
    }

    @Test
    void no_answer_without_an_offer() {
        LegAgreement theirs = none.acceptOffer(OFFER, ALLOWED).next();
        LegAgreement ours = none.createOffer(Optional.empty(), ALLOWED, HERE).next();

        assertThat(reason(none.acceptAnswer(OFFER))).isEqualTo(Reason.WRONG_STATE);
        assertThat(reason(none.createAnswer(Optional.empty(), HERE))).isEqualTo(Reason.WRONG_STATE);
        assertThat(reason(theirs.acceptAnswer(OFFER))).isEqualTo(Reason.WRONG_STATE);
        assertThat(reason(ours.createAnswer(Optional.empty(), HERE))).isEqualTo(Reason.WRONG_STATE);
    }

    @ParameterizedTest
    @CsvSource({
        "sendrecv, SENDRECV, sendrecv",
        "sendonly, SENDRECV, recvonly",
        "inactive, SENDRECV, inactive",
        "recvonly, SENDRECV, sendonly",
        "sendrecv, RECVONLY, recvonly",
        "sendonly, SENDONLY, inactive"
    })
    void the_answered_direction_is_what_both_sides_allow(String offered, Direction otherSide, String answered) {
        Audio callee = audio(sdp("m=audio 5000 RTP/AVP 8\na=" + otherSide.attribute() + "\n"));
        Step step = none.acceptOffer(sdp("m=audio 4000 RTP/AVP 8\na=" + offered + "\n"), ALLOWED)
                .next()
                .createAnswer(Optional.of(callee), HERE);

        assertThat(lines(step)).contains("a=" + answered);
    }

    @Test
    void hold_by_the_unspecified_address_is_answered_recvonly() {
        Step step = none.acceptOffer(sdp("m=audio 4000 RTP/AVP 8\nc=IN IP4 0.0.0.0\n"), ALLOWED)
                .next()
                .createAnswer(Optional.empty(), HERE);

        assertThat(lines(step)).contains("a=recvonly");
        assertThat(step.next().agreed().map(Agreed::partyReceives)).contains(false);
    }

    @Test
    void what_was_agreed_holds_while_a_new_offer_is_open_and_when_it_is_refused() {
        LegAgreement agreed = none.acceptOffer(OFFER, ALLOWED)
                .next()
                .createAnswer(Optional.empty(), HERE)
                .next();

        LegAgreement open = agreed.acceptOffer(sdp("m=audio 4444 RTP/AVP 0\na=sendonly\n"), ALLOWED)
                .next();
        LegAgreement refused =
                open.acceptOffer(OFFER, new AllowList(List.of("g729"))).next();

        assertThat(open.agreed()).isEqualTo(agreed.agreed());
        assertThat(refused.agreed()).isEqualTo(agreed.agreed());
    }

    @Test
    void another_description_is_made_like_an_offer_that_is_open_and_like_what_was_agreed_once_it_is_refused() {
        LegAgreement agreed = none.acceptOffer(sdp("m=audio 4000 RTP/AVP 0\n"), ALLOWED)
                .next()
                .createAnswer(Optional.empty(), HERE)
                .next();

        LegAgreement open =
                agreed.acceptOffer(sdp("m=audio 4000 RTP/AVP 8\n"), ALLOWED).next();
        Step refused = open.createAnswer(Optional.of(audio(sdp("m=audio 1 RTP/AVP 0\n"))), HERE);

        assertThat(open.model().orElseThrow().codecNames()).containsExactly("alaw");
        assertThat(reason(refused)).isEqualTo(Reason.NO_COMMON_CODEC);
        assertThat(refused.next().model().orElseThrow().codecNames()).containsExactly("ulaw");
        assertThat(refused.next().agreed()).isEqualTo(agreed.agreed());
    }

    @Test
    void a_number_keeps_its_meaning_also_when_it_was_not_offered_for_a_while() {
        AllowList all = new AllowList(List.of("all"));
        Audio speex = audio(sdp("m=audio 1 RTP/AVP 97 0\na=rtpmap:97 speex/8000\n"));
        Audio plain = audio(sdp("m=audio 1 RTP/AVP 0\n"));
        Audio other = audio(sdp("m=audio 1 RTP/AVP 97 0\na=rtpmap:97 iLBC/8000\n"));
        LegAgreement before = none.createOffer(Optional.of(speex), all, HERE)
                .next()
                .createOffer(Optional.of(plain), all, HERE)
                .next();

        Step step = before.createOffer(Optional.of(other), all, HERE);

        assertThat(lines(step)).contains("a=rtpmap:96 iLBC/8000").doesNotContain("a=rtpmap:97 iLBC/8000");
    }

    @Test
    void versions_grow_with_changes_over_offers_and_answers_alike() {
        Step first = none.acceptOffer(OFFER, ALLOWED).next().createAnswer(Optional.empty(), HERE);
        Step again = first.next().acceptOffer(OFFER, ALLOWED).next().createAnswer(Optional.empty(), HERE);
        Step ours =
                again.next().createOffer(Optional.of(audio(sdp("m=audio 1 RTP/AVP 0\na=sendonly\n"))), ALLOWED, HERE);

        assertThat(lines(first)).contains("o=- 77 1 IN IP4 192.0.2.1");
        assertThat(lines(again)).contains("o=- 77 1 IN IP4 192.0.2.1");
        assertThat(lines(ours)).contains("o=- 77 2 IN IP4 192.0.2.1", "a=sendonly");
    }

    @Test
    void rtcp_mux_is_agreed_only_when_both_say_so() {
        String muxed = sdp("m=audio 4000 RTP/AVP 8\na=rtcp-mux\n");

        Step answered = none.acceptOffer(muxed, ALLOWED).next().createAnswer(Optional.empty(), HERE);
        Step offered = none.createOffer(Optional.of(audio(muxed)), ALLOWED, HERE);

        assertThat(lines(answered)).contains("a=rtcp-mux");
        assertThat(answered.next().agreed().map(Agreed::rtcpMux)).contains(true);
        assertThat(lines(offered)).contains("a=rtcp-mux");
        assertThat(offered.next()
                        .acceptAnswer(sdp("m=audio 5000 RTP/AVP 8\n"))
                        .next()
                        .agreed()
                        .map(Agreed::rtcpMux))
                .contains(false);
    }

    static String sdp(String media) {
        return "v=0\no=- 5 5 IN IP4 10.0.0.5\ns=-\nc=IN IP4 10.0.0.5\nt=0 0\n" + media;
    }

    private Audio audio(String sdp) {
        return none.acceptOffer(sdp, new AllowList(List.of("all")))
                .next()
                .said()
                .orElseThrow();
    }

    private static List<String> lines(Step step) {
        return step.reply() instanceof MediaReply.Description(String sdp, List<String> codecs)
                ? sdp.lines().toList()
                : List.of(step.reply().toString());
    }

    private static Reason reason(Step step) {
        return step.reply() instanceof MediaReply.Refused(Reason reason, String detail) ? reason : Reason.OVERLOADED;
    }
}

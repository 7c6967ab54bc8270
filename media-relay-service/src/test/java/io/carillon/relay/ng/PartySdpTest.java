package io.carillon.relay.ng;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.ng.NgDescription;
import io.carillon.protocol.sdp.Audio;
import io.carillon.protocol.sdp.SessionDescription;
import io.carillon.testkit.corpus.Mutator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PartySdpTest {

    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 30_000);

    private static final long SEED = 20261122;
    private static final int MUTANTS = 100_000;

    private static final String OFFER = """
            v=0
            o=alice 1 2 IN IP4 10.0.0.5
            s=caf\u00c3\u00a9
            c=IN IP4 10.0.0.5
            t=0 0
            a=ice-lite
            a=x-kept:  as it is\s
            m=audio 4000/1 RTP/AVP 96 0 101
            a=rtpmap:96 opus/48000/2
            a=fmtp:96 useinbandfec=1
            a=rtpmap:101 telephone-event/8000
            a=rtcp:4001 IN IP4 10.0.0.5
            a=ice-ufrag:u
            a=ice-pwd:p
            a=candidate:1 1 UDP 2130706431 10.0.0.5 4000 typ host
            a=end-of-candidates
            a=sendrecv
            m=video 5000 RTP/AVP 97
            c=IN IP4 10.0.0.6
            a=rtpmap:97 H264/90000
            """.replace("\n", "\r\n");

    @Test
    void addresses_and_ports_are_ours_and_every_other_line_is_as_it_was() {
        assertThat(read(plain(OFFER)).passedOn(HERE))
                .isEqualTo(OFFER.replace("\r\nc=IN IP4 10.0.0.5", "\r\nc=IN IP4 192.0.2.1")
                        .replace("m=audio 4000/1 ", "m=audio 30000 ")
                        .replace("a=rtcp:4001 IN IP4 10.0.0.5", "a=rtcp:30001 IN IP4 192.0.2.1")
                        .replace("m=video 5000 ", "m=video 0 "));
    }

    @Test
    void lines_end_as_they_came() {
        String lines = OFFER.replace("\r\n", "\n").strip();

        assertThat(read(plain(lines)).passedOn(HERE)).doesNotContain("\r").doesNotEndWith("\n");
    }

    @Test
    void our_address_stands_in_the_origin_where_that_is_asked_for() {
        NgDescription asked = new NgDescription(OFFER, true, false, Optional.empty(), true, false, false, false);

        assertThat(read(asked).passedOn(HERE)).contains("\r\no=alice 1 2 IN IP4 192.0.2.1\r\n");
    }

    @Test
    void a_connection_of_the_session_that_no_stream_needs_is_replaced_where_that_is_asked_for() {
        String own =
                OFFER.replace("m=audio 4000/1 RTP/AVP 96 0 101\r\n", "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 10.0.0.7\r\n");
        NgDescription asked = new NgDescription(own, true, false, Optional.empty(), false, true, false, false);

        assertThat(read(plain(own)).passedOn(HERE))
                .contains("\r\nc=IN IP4 10.0.0.5\r\n", "\r\nc=IN IP4 192.0.2.1\r\n", "\r\nc=IN IP4 10.0.0.6\r\n")
                .doesNotContain("10.0.0.7");
        assertThat(read(asked).passedOn(HERE)).doesNotContain("c=IN IP4 10.0.0.5");
    }

    @Test
    void ice_is_taken_out_where_that_is_asked_for() {
        NgDescription asked = new NgDescription(OFFER, true, false, Optional.empty(), false, false, true, false);

        assertThat(read(asked).passedOn(HERE))
                .doesNotContain("ice-", "candidate")
                .contains("a=x-kept:  as it is ", "a=sendrecv");
    }

    @Test
    void an_address_of_zeros_stays_since_it_means_hold() {
        PartySdp held = read(plain(edited(text -> text.replace("c=IN IP4 10.0.0.5", "c=IN IP4 0.0.0.0"))));

        assertThat(held.passedOn(HERE)).contains("\r\nc=IN IP4 0.0.0.0\r\n", "m=audio 30000 ");
        assertThat(held.isHeld()).isTrue();
    }

    @Test
    void rtcp_stays_on_the_port_of_rtp() {
        String shared = edited(text -> text.replace("a=rtcp:4001 IN IP4 10.0.0.5", "a=rtcp:4000\r\na=rtcp-mux"));

        assertThat(read(plain(shared)).passedOn(HERE)).contains("\r\na=rtcp:30000\r\na=rtcp-mux\r\n");
    }

    @Test
    void the_relay_is_told_the_address_of_the_sip_message_where_that_is_asked_for() {
        NgDescription asked = new NgDescription(
                OFFER, true, true, Optional.of(InetAddress.ofLiteral("198.51.100.7")), false, false, false, false);

        assertThat(read(asked).forRelay(false))
                .contains("m=audio 4000 RTP/AVP 96 0 101\r\nc=IN IP4 198.51.100.7\r\n", "a=rtcp:4001\r\n")
                .doesNotContain("m=video");
        assertThat(read(plain(OFFER)).forRelay(false)).doesNotContain("198.51.100.7");
    }

    @Test
    void the_relay_shares_a_port_between_rtp_and_rtcp_only_if_both_parties_do() {
        PartySdp party = read(plain(OFFER + "a=rtcp-mux\r\n"));
        PartySdp shared = read(plain(edited(text -> text.replace("a=sendrecv", "a=rtcp-mux"))));

        assertThat(party.rtcpMux()).as("that of video").isFalse();
        assertThat(shared.forRelay(true)).contains("a=rtcp-mux");
        assertThat(shared.forRelay(false)).doesNotContain("a=rtcp-mux");
    }

    @Test
    void a_description_without_audio_over_plain_rtp_is_unusable() {
        assertThat(PartySdp.read(plain(edited(text -> text.replace("RTP/AVP 96", "RTP/SAVP 96")))))
                .isInstanceOf(PartySdp.Read.Unusable.class);
        assertThat(PartySdp.read(plain("v=0\r\nm=audio"))).isInstanceOf(PartySdp.Read.Unusable.class);
    }

    @Test
    void a_description_that_rejects_every_stream_has_nothing_to_relay() {
        String rejected = edited(text -> text.replace("audio 4000/1", "audio 0").replace("video 5000", "video 0"));

        assertThat(read(plain(rejected)).audio()).isEmpty();
    }

    @Test
    void of_100_000_damaged_descriptions_those_that_are_passed_on_lead_to_us() {
        Mutator mutator = new Mutator(SEED);
        byte[] original = OFFER.getBytes(StandardCharsets.ISO_8859_1);
        int passed = 0;
        for (int round = 0; round < MUTANTS; round++) {
            String mutant = new String(mutator.mutantOf(original), StandardCharsets.ISO_8859_1);
            try {
                passed += isPassedOn(mutant) ? 1 : 0;
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throw new AssertionError("seed " + SEED + ", round " + round + ":\n" + mutant, e);
            }
        }
        assertThat(passed).isBetween(MUTANTS / 10, MUTANTS);
    }

    private static boolean isPassedOn(String mutant) {
        if (PartySdp.read(plain(mutant)) instanceof PartySdp.Read.Understood(PartySdp party)
                && party.audio().isPresent()) {
            Audio relayed = audio(party.forRelay(false));
            assertThat(relayed.formats()).isEqualTo(party.audio().get().formats());
            assertThat(relayed.rtp()).isEqualTo(party.audio().get().rtp());
            audio(party.passedOn(HERE))
                    .rtp()
                    .ifPresent(shown -> assertThat(shown).isEqualTo(HERE));
            return true;
        }
        return false;
    }

    private static Audio audio(String sdp) {
        SessionDescription.Parsed parsed = SessionDescription.parse(sdp);
        assertThat(parsed).isInstanceOf(SessionDescription.Parsed.Description.class);
        return Audio.in(((SessionDescription.Parsed.Description) parsed).sdp()).orElseThrow();
    }

    private static String edited(UnaryOperator<String> edit) {
        String edited = edit.apply(OFFER);
        assertThat(edited).isNotEqualTo(OFFER);
        return edited;
    }

    private static NgDescription plain(String sdp) {
        return new NgDescription(sdp, true, false, Optional.empty(), false, false, false, false);
    }

    private static PartySdp read(NgDescription description) {
        PartySdp.Read read = PartySdp.read(description);
        assertThat(read).isInstanceOf(PartySdp.Read.Understood.class);
        return ((PartySdp.Read.Understood) read).sdp();
    }
}

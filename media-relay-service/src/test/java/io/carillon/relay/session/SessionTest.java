package io.carillon.relay.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.groups.Tuple.tuple;

import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.MediaReply.Reason;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.media.Source;
import io.carillon.relay.port.PortPool;
import io.carillon.testkit.network.InMemoryNetwork;
import io.carillon.testkit.network.ManualLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session on a network in memory, its clock moved by hand. */
class SessionTest {

    private static final SessionId SESSION = new SessionId("call-1");
    private static final LegId CALLER = new LegId("caller");
    private static final LegId CALLEE = new LegId("callee");
    private static final List<String> ALLOWED = List.of("ulaw", "alaw", "speex");
    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    private static final Duration FRAME = Duration.ofMillis(20);

    private final ManualLoop clock = new ManualLoop();
    private final InMemoryNetwork network = new InMemoryNetwork(clock);
    private final PortPool ports = new PortPool(10_000, 10_003, new Random(1));
    private final List<MediaEvent> events = new ArrayList<>();
    private final List<LegFigures> ended = new ArrayList<>();
    private final MediaLoop loop = new MediaLoop(
            new LoopResources(network, ports, HERE, party -> HERE, SessionTimes.DEFAULT, ended::add, new Random(2)));
    private Party alice;
    private Party bob;
    private InetSocketAddress towardAlice;
    private InetSocketAddress towardBob;

    @BeforeEach
    void callIsSetUp() throws IOException {
        alice = new Party(network, "10.0.0.5", 4_000);
        bob = new Party(network, "10.0.0.6", 5_000);
        on(new MediaCommand.AcceptOffer(
                SESSION, CALLER, alice.sdp("0 96\na=rtpmap:96 speex/8000"), ALLOWED, true, Optional.empty()));
        towardBob = described(on(
                new MediaCommand.CreateOffer(SESSION, CALLEE, Optional.of(CALLER), ALLOWED, true, Optional.empty())));
        on(new MediaCommand.AcceptAnswer(SESSION, CALLEE, bob.sdp("110 0\na=rtpmap:110 speex/8000")));
        towardAlice = described(on(new MediaCommand.CreateAnswer(SESSION, CALLER, Optional.of(CALLEE))));
        on(new MediaCommand.Hear(SESSION, CALLER, new Source.FromLeg(CALLEE)));
        on(new MediaCommand.Hear(SESSION, CALLEE, new Source.FromLeg(CALLER)));
    }

    @Test
    void each_party_hears_the_other_from_the_port_it_was_shown() {
        alice.say(0, 1, towardAlice);
        bob.say(0, 7, towardBob);
        clock.advance(FRAME);

        assertThat(bob.heard()).containsExactly(new Party.Heard(0, true, 1, 160, Party.SSRC, towardBob.getPort()));
        assertThat(alice.heard())
                .containsExactly(new Party.Heard(0, true, 7, 1_120, Party.SSRC, towardAlice.getPort()));
    }

    @Test
    void a_payload_number_becomes_the_one_the_hearer_asked_for() {
        alice.say(96, 1, towardAlice);
        bob.say(96, 1, towardBob);
        clock.advance(FRAME);

        assertThat(bob.heard()).extracting(Party.Heard::payloadType).containsExactly(110);
        assertThat(alice.heard()).extracting(Party.Heard::payloadType).containsExactly(96);
    }

    @Test
    void only_the_first_packet_of_a_new_source_is_marked() {
        alice.say(0, 1, towardAlice);
        alice.say(0, 2, towardAlice);
        clock.advance(FRAME);

        assertThat(bob.heard()).extracting(Party.Heard::marker).containsExactly(true, false);
    }

    @Test
    void a_stranger_is_not_heard_and_counted() throws IOException {
        Party stranger = new Party(network, "198.51.100.66", 4_000);
        alice.say(0, 1, towardAlice);
        clock.advance(FRAME);
        stranger.say(0, 99, towardAlice);
        clock.advance(FRAME);

        assertThat(bob.heard()).extracting(Party.Heard::sequence).containsExactly(1);
        assertThat(figures(CALLER).strangersDropped()).isEqualTo(1);
        assertThat(loop.totals().strangers()).isEqualTo(1);
    }

    @Test
    void a_stranger_who_speaks_before_the_party_hears_nothing_of_the_call() throws IOException {
        on(new MediaCommand.AcceptOffer(SESSION, CALLER, alice.sdp("0"), ALLOWED, true, Optional.of("203.0.113.9")));
        on(new MediaCommand.CreateAnswer(SESSION, CALLER, Optional.of(CALLEE)));
        Party stranger = new Party(network, "198.51.100.66", 4_000);
        Party nat = new Party(network, "203.0.113.9", 61_000);

        stranger.say(0, 99, towardAlice);
        clock.advance(FRAME);
        bob.say(0, 1, towardBob);
        nat.say(0, 1, towardAlice);
        clock.advance(FRAME);
        bob.say(0, 2, towardBob);
        clock.advance(FRAME);

        assertThat(stranger.heard()).isEmpty();
        assertThat(nat.heard()).extracting(Party.Heard::sequence).containsExactly(2);
        assertThat(bob.heard()).extracting(Party.Heard::sequence).containsExactly(1);
    }

    @Test
    void a_party_behind_nat_is_answered_where_its_packets_come_from() throws IOException {
        Party nat = new Party(network, "203.0.113.9", 61_000);
        nat.say(0, 1, towardAlice);
        clock.advance(FRAME);
        bob.say(0, 1, towardBob);
        clock.advance(FRAME);

        assertThat(nat.heard()).hasSize(1);
        assertThat(alice.heard()).isEmpty();
    }

    @Test
    void a_new_address_by_re_offer_is_learnt_and_the_old_one_is_a_stranger() throws IOException {
        alice.say(0, 1, towardAlice);
        clock.advance(FRAME);
        Party moved = new Party(network, "10.0.0.77", 4_700);

        on(new MediaCommand.AcceptOffer(SESSION, CALLER, moved.sdp("0"), ALLOWED, true, Optional.empty()));
        on(new MediaCommand.CreateAnswer(SESSION, CALLER, Optional.of(CALLEE)));
        moved.say(0, 2, towardAlice);
        clock.advance(FRAME);
        alice.say(0, 3, towardAlice);
        bob.say(0, 1, towardBob);
        clock.advance(FRAME);

        assertThat(bob.heard()).extracting(Party.Heard::sequence).containsExactly(1, 2);
        assertThat(moved.heard()).hasSize(1);
        assertThat(alice.heard()).isEmpty();
    }

    @Test
    void a_party_that_signals_from_elsewhere_is_learnt_anew() throws IOException {
        Party nat = new Party(network, "203.0.113.9", 61_000);
        Party otherNat = new Party(network, "203.0.113.99", 7_777);
        nat.say(0, 1, towardAlice);
        clock.advance(FRAME);

        on(new MediaCommand.AcceptOffer(SESSION, CALLER, alice.sdp("0"), ALLOWED, true, Optional.of("203.0.113.99")));
        otherNat.say(0, 2, towardAlice);
        clock.advance(FRAME);

        assertThat(bob.heard()).extracting(Party.Heard::sequence).containsExactly(1, 2);
    }

    @Test
    void another_ssrc_passes_and_is_no_loss() {
        alice.say(0, 100, 1, towardAlice);
        alice.say(0, 5_000, 2, towardAlice);
        clock.advance(FRAME);

        assertThat(bob.heard()).extracting(Party.Heard::ssrc).containsExactly(1, 2);
        assertThat(figures(CALLER).ssrcChanges()).isEqualTo(1);
        assertThat(figures(CALLER).lost()).isZero();
    }

    @Test
    void a_party_on_hold_hears_nothing() {
        on(new MediaCommand.AcceptOffer(SESSION, CALLER, alice.sdp("0\na=sendonly"), ALLOWED, true, Optional.empty()));
        on(new MediaCommand.CreateAnswer(SESSION, CALLER, Optional.empty()));

        bob.say(0, 1, towardBob);
        clock.advance(FRAME);

        assertThat(alice.heard()).isEmpty();
        assertThat(loop.totals().unheard()).isEqualTo(1);
    }

    @Test
    void silence_is_heard_as_nothing_and_echo_as_oneself_under_another_ssrc() {
        on(new MediaCommand.Hear(SESSION, CALLEE, new Source.Silence()));
        on(new MediaCommand.Hear(SESSION, CALLER, new Source.Echo()));

        alice.say(0, 1, towardAlice);
        clock.advance(FRAME);

        assertThat(bob.heard()).isEmpty();
        assertThat(alice.heard()).singleElement().satisfies(echo -> {
            assertThat(echo.sequence()).isEqualTo(1);
            assertThat(echo.ssrc()).isNotEqualTo(Party.SSRC);
        });
    }

    @Test
    void rtcp_passes_between_the_odd_ports_and_measures_the_round_trip() {
        alice.report(senderReport(0x1111_2222, 0xaaaa_0000), rtcp(towardAlice));
        clock.advance(Duration.ofMillis(500));
        bob.report(receiverReport(0x2222_aaaa, 65_536 / 4), rtcp(towardBob));
        clock.advance(FRAME);

        assertThat(bob.reports()).hasSize(1);
        assertThat(alice.reports()).hasSize(1);
        assertThat(figures(CALLEE).roundTripMillis().orElseThrow()).isEqualTo(250);
        assertThat(figures(CALLER).roundTripMillis()).isEmpty();
    }

    @Test
    void rtcp_shares_the_port_of_rtp_where_both_said_so() {
        on(new MediaCommand.AcceptOffer(SESSION, CALLER, alice.sdp("0\na=rtcp-mux"), ALLOWED, true, Optional.empty()));
        on(new MediaCommand.CreateAnswer(SESSION, CALLER, Optional.of(CALLEE)));

        alice.reportOnRtpPort(senderReport(1, 2), towardAlice);
        bob.report(senderReport(3, 4), rtcp(towardBob));
        clock.advance(FRAME);

        assertThat(bob.reports()).hasSize(1);
        assertThat(alice.reports()).hasSize(1);
        assertThat(figures(CALLER).packetsReceived()).isZero();
    }

    @Test
    void figures_say_what_was_received_sent_and_lost() {
        for (int i = 0; i < 10; i++) {
            if (i != 4) {
                alice.say(0, i, towardAlice);
            }
            clock.advance(FRAME);
        }

        LegFigures caller = figures(CALLER);
        assertThat(caller.codec()).contains("ulaw");
        assertThat(caller.packetsReceived()).isEqualTo(9);
        assertThat(caller.octetsReceived()).isEqualTo(9 * 160);
        assertThat(caller.lost()).isEqualTo(1);
        assertThat(caller.lossFraction()).isEqualTo(0.1);
        assertThat(caller.jitterMillis()).isZero();
        assertThat(figures(CALLEE).packetsSent()).isEqualTo(9);
        assertThat(figures(CALLEE).octetsSent()).isEqualTo(9 * 160);
    }

    @Test
    void quality_is_told_every_five_seconds() {
        clock.advance(Duration.ofSeconds(10));

        assertThat(events.stream().filter(MediaEvent.Quality.class::isInstance)).hasSize(2);
    }

    @Test
    void a_party_that_falls_silent_is_reported_once_and_again_after_it_spoke() {
        alice.say(0, 1, towardAlice);
        talk(bob, towardBob, Duration.ofSeconds(30));
        alice.say(0, 2, towardAlice);
        talk(bob, towardBob, Duration.ofSeconds(12));

        assertThat(events.stream().filter(MediaEvent.Silent.class::isInstance))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event).isInstanceOfSatisfying(MediaEvent.Silent.class, silent -> {
                    assertThat(silent.leg()).isEqualTo(CALLER);
                    assertThat(silent.silentFor()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
                }));
    }

    @Test
    void a_party_that_need_not_send_is_not_silent() {
        on(new MediaCommand.AcceptOffer(SESSION, CALLER, alice.sdp("0\na=recvonly"), ALLOWED, true, Optional.empty()));
        on(new MediaCommand.CreateAnswer(SESSION, CALLER, Optional.of(CALLEE)));

        talk(bob, towardBob, Duration.ofSeconds(30));

        assertThat(events).noneMatch(MediaEvent.Silent.class::isInstance);
    }

    @Test
    void an_idle_session_is_asked_about_and_ended_without_an_answer() {
        clock.advance(
                SessionTimes.IDLE.plus(SessionTimes.ASK_AGAIN.multipliedBy(3)).plusSeconds(1));

        assertThat(events.stream().filter(MediaEvent.StillThere.class::isInstance))
                .hasSize(3)
                .containsOnly(new MediaEvent.StillThere(List.of(SESSION)));
        assertThat(loop.sessions()).isZero();
        assertThat(ports.inUse()).isZero();
        assertThat(ended).hasSize(2);
        assertThat(clock.waitingTimers()).isZero();
    }

    @Test
    void an_idle_session_that_is_kept_lives_on() {
        clock.advance(SessionTimes.IDLE.plusSeconds(1));
        on(new MediaCommand.Keep(SESSION));
        clock.advance(SessionTimes.IDLE.minusSeconds(2));

        assertThat(loop.sessions()).isEqualTo(1);
        assertThat(events.stream().filter(MediaEvent.StillThere.class::isInstance))
                .hasSize(1);
    }

    @Test
    void a_session_that_carries_speech_is_never_asked_about() {
        talk(alice, towardAlice, SessionTimes.IDLE.plusMinutes(1));

        assertThat(events).noneMatch(MediaEvent.StillThere.class::isInstance);
    }

    @Test
    void release_tells_the_final_figures_and_frees_the_ports() {
        alice.say(0, 1, towardAlice);
        clock.advance(FRAME);

        MediaReply reply = on(new MediaCommand.Release(SESSION));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        MediaReply.Figures.class,
                        figures -> assertThat(figures.legs())
                                .extracting(LegFigures::leg, LegFigures::packetsReceived)
                                .containsExactly(tuple(CALLER, 1L), tuple(CALLEE, 0L)));
        assertThat(ports.inUse()).isZero();
        assertThat(loop.sessions()).isZero();
        assertThat(reason(on(new MediaCommand.Query(SESSION)))).isEqualTo(Reason.UNKNOWN_SESSION);
        assertThat(clock.waitingTimers()).isZero();
    }

    @Test
    void a_leg_that_is_released_is_heard_no_more() {
        on(new MediaCommand.ReleaseLeg(SESSION, CALLER));

        bob.say(0, 1, towardBob);
        clock.advance(FRAME);

        assertThat(alice.heard()).isEmpty();
        assertThat(reason(on(new MediaCommand.Hear(SESSION, CALLEE, new Source.FromLeg(CALLER)))))
                .isEqualTo(Reason.UNKNOWN_LEG);
    }

    @Test
    void no_port_left_is_refused_at_once_until_one_has_rested() {
        MediaCommand another = new MediaCommand.AcceptOffer(
                new SessionId("call-2"), CALLER, alice.sdp("0"), ALLOWED, true, Optional.empty());

        assertThat(reason(on(another))).isEqualTo(Reason.NO_PORT);
        on(new MediaCommand.Release(SESSION));
        assertThat(reason(on(another))).isEqualTo(Reason.NO_PORT);
        clock.advance(PortPool.QUARANTINE);

        assertThat(on(another)).isInstanceOf(MediaReply.Agreed.class);
    }

    @Test
    void a_pair_that_nobody_was_shown_need_not_rest() {
        on(new MediaCommand.ReleaseLeg(SESSION, CALLER));
        clock.advance(PortPool.QUARANTINE);
        SessionId refused = new SessionId("call-2");
        MediaCommand another =
                new MediaCommand.AcceptOffer(refused, CALLER, alice.sdp("0"), ALLOWED, true, Optional.empty());
        assertThat(on(another)).isInstanceOf(MediaReply.Agreed.class);

        on(new MediaCommand.Release(refused));

        assertThat(on(another)).isInstanceOf(MediaReply.Agreed.class);
    }

    @Test
    void refused_offers_take_neither_a_session_nor_a_port() {
        on(new MediaCommand.Release(SESSION));
        clock.advance(PortPool.QUARANTINE);
        SessionId other = new SessionId("call-2");

        for (int i = 0; i < 10; i++) {
            MediaReply bad =
                    on(new MediaCommand.AcceptOffer(other, CALLER, "nonsense", ALLOWED, true, Optional.empty()));
            assertThat(reason(bad)).isEqualTo(Reason.BAD_SDP);
        }

        assertThat(loop.sessions()).isZero();
        assertThat(ports.inUse()).isZero();
        assertThat(clock.waitingTimers()).isZero();
    }

    @Test
    void what_is_neither_rtp_nor_rtcp_is_dropped_and_counted() {
        alice.reportOnRtpPort(ByteBuffer.wrap(new byte[] {1, 2, 3}), towardAlice);
        alice.report(ByteBuffer.wrap("REGISTER sip:x".getBytes(UTF_8)), rtcp(towardAlice));
        clock.advance(FRAME);

        assertThat(loop.totals().malformed()).isEqualTo(2);
    }

    private void talk(Party party, InetSocketAddress to, Duration howLong) {
        for (int i = 0; i < howLong.dividedBy(FRAME); i++) {
            party.say(0, i, to);
            clock.advance(FRAME);
        }
    }

    private MediaReply on(MediaCommand command) {
        return loop.on(command, events::add);
    }

    private LegFigures figures(LegId leg) {
        return on(new MediaCommand.Query(SESSION)) instanceof MediaReply.Figures(List<LegFigures> legs)
                ? legs.stream()
                        .filter(each -> each.leg().equals(leg))
                        .findFirst()
                        .orElseThrow()
                : fail("no figures");
    }

    private static Reason reason(MediaReply reply) {
        assertThat(reply).isInstanceOf(MediaReply.Refused.class);
        return ((MediaReply.Refused) reply).reason();
    }

    /** Where the party is told to send. */
    private static InetSocketAddress described(MediaReply reply) {
        assertThat(reply).isInstanceOf(MediaReply.Description.class);
        String port = ((MediaReply.Description) reply)
                .sdp()
                .lines()
                .filter(line -> line.startsWith("m=audio "))
                .findFirst()
                .orElseThrow()
                .split(" ")[1];
        return new InetSocketAddress(HERE, Integer.parseInt(port));
    }

    private static InetSocketAddress rtcp(InetSocketAddress rtp) {
        return new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1);
    }

    private static ByteBuffer senderReport(int ntpHigh, int ntpLow) {
        return ByteBuffer.allocate(28)
                .put((byte) 0x80)
                .put((byte) 200)
                .putShort((short) 6)
                .putInt(Party.SSRC)
                .putInt(ntpHigh)
                .putInt(ntpLow)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .flip();
    }

    private static ByteBuffer receiverReport(int lastReport, int delay) {
        return ByteBuffer.allocate(32)
                .put((byte) 0x81)
                .put((byte) 201)
                .putShort((short) 7)
                .putInt(Party.SSRC)
                .putInt(Party.SSRC)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(lastReport)
                .putInt(delay)
                .flip();
    }
}

package io.carillon.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session measures of its legs and tells: RTCP, quality, silence. */
class SessionFiguresTest extends SessionFixture {
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

    @ParameterizedTest
    @ValueSource(strings = {"a=sendonly", "a=inactive", "c=IN IP4 0.0.0.0"})
    void a_party_that_holds_the_other_may_be_silent(String hold) {
        hold(hold);

        talk(bob, towardBob, Duration.ofSeconds(30));

        assertThat(events).noneMatch(MediaEvent.Silent.class::isInstance);
    }

    @Test
    void a_party_that_holds_no_more_should_talk_again() {
        hold("a=sendonly");
        talk(bob, towardBob, Duration.ofSeconds(30));
        hold("a=sendrecv");

        talk(bob, towardBob, Duration.ofSeconds(12));

        assertThat(events.stream().filter(MediaEvent.Silent.class::isInstance)).hasSize(1);
    }

    private void hold(String direction) {
        on(new MediaCommand.AcceptOffer(
                SESSION, CALLER, alice.sdp("0\n" + direction), ALLOWED, true, Optional.empty()));
        on(new MediaCommand.CreateAnswer(SESSION, CALLER, Optional.of(CALLEE)));
    }

    @Test
    void a_party_that_need_not_send_is_not_silent() {
        on(new MediaCommand.AcceptOffer(SESSION, CALLER, alice.sdp("0\na=recvonly"), ALLOWED, true, Optional.empty()));
        on(new MediaCommand.CreateAnswer(SESSION, CALLER, Optional.of(CALLEE)));

        talk(bob, towardBob, Duration.ofSeconds(30));

        assertThat(events).noneMatch(MediaEvent.Silent.class::isInstance);
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

package io.carillon.relay.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaReply.Reason;
import io.carillon.protocol.media.Source;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the parties of a session hear of each other. */
class SessionMediaTest extends SessionFixture {
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
    void another_ssrc_passes_and_is_no_loss() {
        alice.say(0, 100, 1, towardAlice);
        alice.say(0, 5_000, 2, towardAlice);
        clock.advance(FRAME);

        assertThat(bob.heard()).extracting(Party.Heard::ssrc).containsExactly(1, 2);
        assertThat(figures(CALLER).ssrcChanges()).isEqualTo(1);
        assertThat(figures(CALLER).lost()).isZero();
    }

    @Test
    void a_party_that_said_it_would_not_send_is_not_heard() {
        on(new MediaCommand.AcceptOffer(SESSION, CALLER, alice.sdp("0\na=inactive"), ALLOWED, true, Optional.empty()));
        on(new MediaCommand.CreateAnswer(SESSION, CALLER, Optional.of(CALLEE)));

        alice.say(0, 1, towardAlice);
        clock.advance(FRAME);

        assertThat(bob.heard()).isEmpty();
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
    void a_leg_that_is_released_is_heard_no_more() {
        on(new MediaCommand.ReleaseLeg(SESSION, CALLER));

        bob.say(0, 1, towardBob);
        clock.advance(FRAME);

        assertThat(alice.heard()).isEmpty();
        assertThat(reason(on(new MediaCommand.Hear(SESSION, CALLEE, new Source.FromLeg(CALLER)))))
                .isEqualTo(Reason.UNKNOWN_LEG);
    }

    @Test
    void what_is_neither_rtp_nor_rtcp_is_dropped_and_counted() {
        alice.reportOnRtpPort(ByteBuffer.wrap(new byte[] {1, 2, 3}), towardAlice);
        alice.report(ByteBuffer.wrap("REGISTER sip:x".getBytes(UTF_8)), rtcp(towardAlice));
        clock.advance(FRAME);

        assertThat(loop.totals().malformed()).isEqualTo(2);
    }
}

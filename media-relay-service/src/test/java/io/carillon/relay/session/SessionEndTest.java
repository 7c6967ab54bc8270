package io.carillon.relay.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.MediaReply.Reason;
import io.carillon.protocol.media.SessionId;
import io.carillon.relay.port.PortPool;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long a session lives, and that nothing of it is left: neither ports nor timers. */
class SessionEndTest extends SessionFixture {
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
}

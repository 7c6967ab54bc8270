package io.carillon.protocol.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.transaction.ClientAction.PassUp;
import io.carillon.protocol.sip.transaction.ClientAction.Send;
import io.carillon.protocol.sip.transaction.ClientAction.SendAck;
import io.carillon.protocol.sip.transaction.ClientAction.Start;
import io.carillon.protocol.sip.transaction.ClientInput.Fired;
import io.carillon.protocol.sip.transaction.ClientInput.Received;
import io.carillon.protocol.sip.transaction.InviteClient.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RFC 3261 §17.1.1, RFC 6026 §7.2: state by state. */
class InviteClientTest {
    private static final Duration T1 = Duration.ofMillis(500);
    private static final Duration T1_64 = Duration.ofSeconds(32);
    private final InviteClient udp = new InviteClient(new Timing(TimerValues.RFC, false));
    private final InviteClient tcp = new InviteClient(new Timing(TimerValues.RFC, true));

    @Test
    void over_udp_it_sends_and_starts_a_and_b() {
        assertThat(udp.on(udp.initial(), new ClientInput.Started()))
                .isEqualTo(Step.to(
                        new State.Calling(T1), new Send(), new Start(TimerName.A, T1), new Start(TimerName.B, T1_64)));
    }

    @Test
    void over_a_reliable_transport_it_never_retransmits() {
        assertThat(tcp.on(tcp.initial(), new ClientInput.Started()).actions())
                .containsExactly(new Send(), new Start(TimerName.B, T1_64));
    }

    @Test
    void timer_a_doubles_without_limit() {
        State state = udp.initial();
        List<Duration> intervals = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Step<State, ClientAction> step = udp.on(state, new Fired(TimerName.A));
            assertThat(step.actions()).contains(new Send());
            state = step.next();
            intervals.add(((State.Calling) state).a());
        }
        assertThat(intervals)
                .containsExactly(
                        T1.multipliedBy(2),
                        T1.multipliedBy(4),
                        T1.multipliedBy(8),
                        T1.multipliedBy(16),
                        T1.multipliedBy(32));
    }

    @Test
    void timer_b_ends_it_with_a_time_out() {
        assertThat(udp.on(udp.initial(), new Fired(TimerName.B)))
                .isEqualTo(Step.to(new State.Terminated(), new ClientAction.TimeOut()));
    }

    @Test
    void a_target_that_gives_no_sign_is_given_up_and_still_asked_until_timer_b() {
        Duration patience = Duration.ofSeconds(4);
        InviteClient impatient = new InviteClient(new Timing(TimerValues.RFC, false, Optional.of(patience)));
        Step<State, ClientAction> begun = impatient.on(impatient.initial(), new ClientInput.Started());
        Step<State, ClientAction> left = impatient.on(begun.next(), new Fired(TimerName.PATIENCE));
        Step<State, ClientAction> repeated = impatient.on(left.next(), new Fired(TimerName.A));

        assertThat(begun.actions()).contains(new Start(TimerName.PATIENCE, patience));
        assertThat(left).isEqualTo(Step.to(new State.Abandoned(T1), new ClientAction.GiveUp()));
        assertThat(repeated.actions()).contains(new Send());
        assertThat(impatient.on(repeated.next(), new Fired(TimerName.B)).next()).isEqualTo(new State.Terminated());
    }

    @Test
    void a_target_that_gave_a_sign_is_not_given_up() {
        State proceeding = new State.Proceeding();

        assertThat(udp.on(proceeding, new Fired(TimerName.PATIENCE))).isEqualTo(Step.stay(proceeding));
    }

    @Test
    void a_transport_error_ends_it() {
        assertThat(udp.on(udp.initial(), new ClientInput.TransportFailed()))
                .isEqualTo(Step.to(new State.Terminated(), new ClientAction.Fail()));
        assertThat(udp.on(new State.Proceeding(), new ClientInput.TransportFailed()))
                .isEqualTo(Step.to(new State.Terminated(), new ClientAction.Fail()));
    }

    @Test
    void a_provisional_stops_retransmission_and_the_time_out() {
        Step<State, ClientAction> step = udp.on(udp.initial(), new Received(100));

        assertThat(step.next()).isEqualTo(new State.Proceeding());
        assertThat(step.actions())
                .containsExactly(new ClientAction.Stop(TimerName.A), new ClientAction.Stop(TimerName.B), new PassUp());
    }

    @Test
    void while_proceeding_each_provisional_goes_up() {
        assertThat(udp.on(new State.Proceeding(), new Received(180)))
                .isEqualTo(Step.to(new State.Proceeding(), new PassUp()));
    }

    @Test
    void a_success_is_accepted_for_64_t1_and_not_acknowledged_here() {
        Step<State, ClientAction> step = udp.on(new State.Proceeding(), new Received(200));

        assertThat(step.next()).isEqualTo(new State.Accepted());
        assertThat(step.actions())
                .contains(new Start(TimerName.M, T1_64), new PassUp())
                .doesNotContain(new SendAck());
    }

    @Test
    void each_further_success_goes_up() {
        assertThat(udp.on(new State.Accepted(), new Received(200)))
                .isEqualTo(Step.to(new State.Accepted(), new PassUp()));
    }

    @Test
    void once_accepted_nothing_but_a_success_is_heard() {
        State accepted = new State.Accepted();

        assertThat(udp.on(accepted, new Received(180))).isEqualTo(Step.stay(accepted));
        assertThat(udp.on(accepted, new Received(486))).isEqualTo(Step.stay(accepted));
        assertThat(udp.on(accepted, new ClientInput.TransportFailed())).isEqualTo(Step.stay(accepted));
    }

    @Test
    void timer_m_ends_accepted_on_any_transport() {
        assertThat(udp.on(new State.Accepted(), new Fired(TimerName.M)).next()).isEqualTo(new State.Terminated());
        assertThat(tcp.on(new State.Accepted(), new Fired(TimerName.M)).next()).isEqualTo(new State.Terminated());
    }

    @Test
    void a_failure_is_acknowledged_and_passed_up_once() {
        Step<State, ClientAction> first = udp.on(new State.Proceeding(), new Received(486));
        Step<State, ClientAction> again = udp.on(first.next(), new Received(486));

        assertThat(first.actions()).contains(new SendAck(), new PassUp(), new Start(TimerName.D, T1_64));
        assertThat(again).isEqualTo(Step.to(new State.Completed(), new SendAck()));
    }

    @Test
    void timer_d_ends_completed() {
        assertThat(udp.on(new State.Completed(), new Fired(TimerName.D)).next()).isEqualTo(new State.Terminated());
    }

    @Test
    void over_a_reliable_transport_a_failure_ends_it_at_once() {
        Step<State, ClientAction> step = tcp.on(new State.Proceeding(), new Received(486));

        assertThat(step.next()).isEqualTo(new State.Terminated());
        assertThat(step.actions()).contains(new SendAck(), new PassUp());
    }

    @Test
    void a_success_after_a_failure_is_not_heard() {
        assertThat(udp.on(new State.Completed(), new Received(200))).isEqualTo(Step.stay(new State.Completed()));
    }

    @Test
    void a_cancelled_invite_without_an_answer_is_given_up_after_64_t1() {
        Step<State, ClientAction> cancelled = udp.on(new State.Proceeding(), new ClientInput.CancelSent());

        assertThat(cancelled.actions()).containsExactly(new Start(TimerName.CANCELLED, T1_64));
        assertThat(udp.on(cancelled.next(), new Fired(TimerName.CANCELLED)))
                .isEqualTo(Step.to(new State.Terminated(), new ClientAction.TimeOut()));
    }
}

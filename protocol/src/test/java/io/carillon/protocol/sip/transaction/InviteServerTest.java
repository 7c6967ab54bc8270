package io.carillon.protocol.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.transaction.InviteServer.State;
import io.carillon.protocol.sip.transaction.ServerAction.PassAck;
import io.carillon.protocol.sip.transaction.ServerAction.Resend;
import io.carillon.protocol.sip.transaction.ServerAction.Send;
import io.carillon.protocol.sip.transaction.ServerAction.SendTrying;
import io.carillon.protocol.sip.transaction.ServerAction.Start;
import io.carillon.protocol.sip.transaction.ServerAction.Stop;
import io.carillon.protocol.sip.transaction.ServerInput.Acknowledged;
import io.carillon.protocol.sip.transaction.ServerInput.Fired;
import io.carillon.protocol.sip.transaction.ServerInput.Respond;
import io.carillon.protocol.sip.transaction.ServerInput.Retransmitted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 3261 §17.2.1, RFC 6026 §7.1: state by state. */
class InviteServerTest {
    private static final Duration T1 = Duration.ofMillis(500);
    private static final Duration T2 = Duration.ofSeconds(4);
    private static final Duration T4 = Duration.ofSeconds(5);
    private static final Duration T1_64 = Duration.ofSeconds(32);
    private final InviteServer udp = new InviteServer(new Timing(TimerValues.RFC, false));
    private final InviteServer tcp = new InviteServer(new Timing(TimerValues.RFC, true));

    @Test
    void trying_is_due_after_200_ms() {
        assertThat(udp.on(udp.initial(), new ServerInput.Started()).actions())
                .containsExactly(new Start(TimerName.TRYING, Duration.ofMillis(200)));
        assertThat(udp.on(udp.initial(), new Fired(TimerName.TRYING)))
                .isEqualTo(Step.to(new State.Proceeding(), new SendTrying()));
    }

    @Test
    void a_provisional_makes_trying_needless() {
        assertThat(udp.on(udp.initial(), new Respond(180)))
                .isEqualTo(Step.to(new State.Proceeding(), new Stop(TimerName.TRYING), new Send()));
    }

    @Test
    void while_proceeding_a_retransmission_gets_the_last_provisional() {
        assertThat(udp.on(udp.initial(), new Retransmitted())).isEqualTo(Step.to(new State.Proceeding(), new Resend()));
    }

    @Test
    void a_success_is_accepted_for_64_t1_and_not_retransmitted_here() {
        assertThat(udp.on(udp.initial(), new Respond(200)))
                .isEqualTo(Step.to(
                        new State.Accepted(), new Stop(TimerName.TRYING), new Send(), new Start(TimerName.L, T1_64)));
    }

    @Test
    void once_accepted_retransmissions_are_absorbed_acks_go_up_and_the_core_may_repeat_its_success() {
        State accepted = new State.Accepted();

        assertThat(udp.on(accepted, new Retransmitted())).isEqualTo(Step.stay(accepted));
        assertThat(udp.on(accepted, new Acknowledged())).isEqualTo(Step.to(accepted, new PassAck()));
        assertThat(udp.on(accepted, new Respond(200))).isEqualTo(Step.to(accepted, new Send()));
        assertThat(udp.on(accepted, new Respond(486))).isEqualTo(Step.stay(accepted));
        assertThat(udp.on(accepted, new Fired(TimerName.L)).next()).isEqualTo(new State.Terminated());
    }

    @Test
    void a_failure_over_udp_starts_g_and_h() {
        assertThat(udp.on(udp.initial(), new Respond(486)).actions())
                .containsExactly(
                        new Stop(TimerName.TRYING),
                        new Send(),
                        new Start(TimerName.G, T1),
                        new Start(TimerName.H, T1_64));
    }

    @Test
    void a_failure_over_a_reliable_transport_is_sent_once_and_still_waits_for_its_ack() {
        assertThat(tcp.on(tcp.initial(), new Respond(486)).actions())
                .containsExactly(new Stop(TimerName.TRYING), new Send(), new Start(TimerName.H, T1_64));
        assertThat(tcp.on(new State.Completed(T1), new Acknowledged()))
                .isEqualTo(Step.to(new State.Terminated(), new Stop(TimerName.H)));
    }

    @Test
    void timer_g_doubles_up_to_t2() {
        State state = new State.Completed(T1);
        List<Duration> intervals = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Step<State, ServerAction> step = udp.on(state, new Fired(TimerName.G));
            assertThat(step.actions()).contains(new Resend());
            state = step.next();
            intervals.add(((State.Completed) state).g());
        }
        assertThat(intervals).containsExactly(T1.multipliedBy(2), T1.multipliedBy(4), T2, T2, T2);
    }

    @Test
    void once_completed_a_retransmission_gets_the_final_response_and_another_response_is_dropped() {
        State completed = new State.Completed(T1);

        assertThat(udp.on(completed, new Retransmitted())).isEqualTo(Step.to(completed, new Resend()));
        assertThat(udp.on(completed, new Respond(200))).isEqualTo(Step.stay(completed));
    }

    @Test
    void timer_h_ends_it_unacknowledged() {
        assertThat(udp.on(new State.Completed(T1), new Fired(TimerName.H)))
                .isEqualTo(Step.to(new State.Terminated(), new ServerAction.Unacknowledged()));
    }

    @Test
    void the_ack_stops_retransmission_and_further_acks_are_absorbed_until_i() {
        Step<State, ServerAction> confirmed = udp.on(new State.Completed(T1), new Acknowledged());

        assertThat(confirmed)
                .isEqualTo(Step.to(
                        new State.Confirmed(),
                        new Stop(TimerName.G),
                        new Stop(TimerName.H),
                        new Start(TimerName.I, T4)));
        assertThat(udp.on(confirmed.next(), new Acknowledged())).isEqualTo(Step.stay(new State.Confirmed()));
        assertThat(udp.on(confirmed.next(), new Retransmitted())).isEqualTo(Step.stay(new State.Confirmed()));
        assertThat(udp.on(confirmed.next(), new Fired(TimerName.I)).next()).isEqualTo(new State.Terminated());
    }
}

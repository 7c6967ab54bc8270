package io.carillon.protocol.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.transaction.NonInviteServer.State;
import io.carillon.protocol.sip.transaction.ServerAction.Resend;
import io.carillon.protocol.sip.transaction.ServerAction.Send;
import io.carillon.protocol.sip.transaction.ServerAction.Start;
import io.carillon.protocol.sip.transaction.ServerInput.Fired;
import io.carillon.protocol.sip.transaction.ServerInput.Respond;
import io.carillon.protocol.sip.transaction.ServerInput.Retransmitted;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** RFC 3261 §17.2.2: state by state. */
class NonInviteServerTest {
    private final NonInviteServer udp = new NonInviteServer(new Timing(TimerValues.RFC, false));
    private final NonInviteServer tcp = new NonInviteServer(new Timing(TimerValues.RFC, true));

    @Test
    void before_any_response_retransmissions_are_dropped() {
        assertThat(udp.on(udp.initial(), new ServerInput.Started())).isEqualTo(Step.stay(new State.Trying()));
        assertThat(udp.on(udp.initial(), new Retransmitted())).isEqualTo(Step.stay(new State.Trying()));
    }

    @Test
    void after_a_provisional_a_retransmission_gets_it_again() {
        Step<State, ServerAction> proceeding = udp.on(udp.initial(), new Respond(100));

        assertThat(proceeding).isEqualTo(Step.to(new State.Proceeding(), new Send()));
        assertThat(udp.on(proceeding.next(), new Retransmitted()))
                .isEqualTo(Step.to(new State.Proceeding(), new Resend()));
    }

    @Test
    void a_final_response_is_repeated_to_retransmissions_until_j() {
        Step<State, ServerAction> completed = udp.on(udp.initial(), new Respond(200));

        assertThat(completed)
                .isEqualTo(Step.to(new State.Completed(), new Send(), new Start(TimerName.J, Duration.ofSeconds(32))));
        assertThat(udp.on(completed.next(), new Retransmitted()))
                .isEqualTo(Step.to(new State.Completed(), new Resend()));
        assertThat(udp.on(completed.next(), new Respond(500))).isEqualTo(Step.stay(new State.Completed()));
        assertThat(udp.on(completed.next(), new Fired(TimerName.J)).next()).isEqualTo(new State.Terminated());
    }

    @Test
    void over_a_reliable_transport_a_final_response_ends_it_at_once() {
        assertThat(tcp.on(new State.Proceeding(), new Respond(404)))
                .isEqualTo(Step.to(new State.Terminated(), new Send()));
    }
}

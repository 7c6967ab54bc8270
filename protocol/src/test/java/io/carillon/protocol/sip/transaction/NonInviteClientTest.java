package io.carillon.protocol.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.transaction.ClientAction.PassUp;
import io.carillon.protocol.sip.transaction.ClientAction.Send;
import io.carillon.protocol.sip.transaction.ClientAction.Start;
import io.carillon.protocol.sip.transaction.ClientAction.Stop;
import io.carillon.protocol.sip.transaction.ClientInput.Fired;
import io.carillon.protocol.sip.transaction.ClientInput.Received;
import io.carillon.protocol.sip.transaction.NonInviteClient.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 3261 §17.1.2: state by state. */
class NonInviteClientTest {
    private static final Duration T1 = Duration.ofMillis(500);
    private static final Duration T2 = Duration.ofSeconds(4);
    private static final Duration T4 = Duration.ofSeconds(5);
    private static final Duration T1_64 = Duration.ofSeconds(32);
    private final NonInviteClient udp = new NonInviteClient(new Timing(TimerValues.RFC, false));
    private final NonInviteClient tcp = new NonInviteClient(new Timing(TimerValues.RFC, true));

    @Test
    void over_udp_it_sends_and_starts_e_and_f() {
        assertThat(udp.on(udp.initial(), new ClientInput.Started()))
                .isEqualTo(Step.to(
                        new State.Trying(T1), new Send(), new Start(TimerName.E, T1), new Start(TimerName.F, T1_64)));
    }

    @Test
    void over_a_reliable_transport_it_never_retransmits() {
        assertThat(tcp.on(tcp.initial(), new ClientInput.Started()).actions())
                .containsExactly(new Send(), new Start(TimerName.F, T1_64));
    }

    @Test
    void timer_e_doubles_up_to_t2() {
        State state = udp.initial();
        List<Duration> intervals = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Step<State, ClientAction> step = udp.on(state, new Fired(TimerName.E));
            assertThat(step.actions()).contains(new Send());
            state = step.next();
            intervals.add(((State.Trying) state).e());
        }
        assertThat(intervals).containsExactly(T1.multipliedBy(2), T1.multipliedBy(4), T2, T2, T2);
    }

    @Test
    void while_proceeding_it_retransmits_every_t2() {
        assertThat(udp.on(new State.Proceeding(), new Fired(TimerName.E)))
                .isEqualTo(Step.to(new State.Proceeding(), new Send(), new Start(TimerName.E, T2)));
    }

    @Test
    void timer_f_ends_it_with_a_time_out_also_while_proceeding() {
        Step<State, ClientAction> timedOut = Step.to(new State.Terminated(), new ClientAction.TimeOut());

        assertThat(udp.on(udp.initial(), new Fired(TimerName.F))).isEqualTo(timedOut);
        assertThat(udp.on(new State.Proceeding(), new Fired(TimerName.F))).isEqualTo(timedOut);
    }

    @Test
    void a_transport_error_ends_it() {
        assertThat(udp.on(udp.initial(), new ClientInput.TransportFailed()))
                .isEqualTo(Step.to(new State.Terminated(), new ClientAction.Fail()));
    }

    @Test
    void a_provisional_goes_up_and_leaves_the_timers_running() {
        assertThat(udp.on(udp.initial(), new Received(183))).isEqualTo(Step.to(new State.Proceeding(), new PassUp()));
    }

    @Test
    void a_final_response_goes_up_once_and_its_retransmissions_are_absorbed_until_k() {
        Step<State, ClientAction> first = udp.on(udp.initial(), new Received(200));

        assertThat(first)
                .isEqualTo(Step.to(
                        new State.Completed(),
                        new Stop(TimerName.E),
                        new Stop(TimerName.F),
                        new Start(TimerName.K, T4),
                        new PassUp()));
        assertThat(udp.on(first.next(), new Received(200))).isEqualTo(Step.stay(new State.Completed()));
        assertThat(udp.on(first.next(), new Fired(TimerName.K)).next()).isEqualTo(new State.Terminated());
    }

    @Test
    void over_a_reliable_transport_a_final_response_ends_it_at_once() {
        assertThat(tcp.on(new State.Proceeding(), new Received(404)))
                .isEqualTo(Step.to(new State.Terminated(), new Stop(TimerName.F), new PassUp()));
    }
}

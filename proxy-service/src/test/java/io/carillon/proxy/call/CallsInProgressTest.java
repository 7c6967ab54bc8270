package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.call.CallsInProgress.State;
import org.junit.jupiter.api.Test;

class CallsInProgressTest {
    private final CallsInProgress calls = new CallsInProgress();

    @Test
    void a_call_is_counted_where_it_is_and_nowhere_else() {
        calls.begin();
        calls.begin();

        calls.move(State.PLAN, State.RINGING);

        assertThat(calls.in(State.PLAN)).isOne();
        assertThat(calls.in(State.RINGING)).isOne();
        assertThat(calls.in(State.TALKING)).isZero();
    }

    @Test
    void a_call_that_has_ended_is_counted_no_more() {
        calls.begin();
        calls.move(State.PLAN, State.TALKING);

        calls.end(State.TALKING);

        assertThat(State.values()).allMatch(state -> calls.in(state) == 0);
    }
}

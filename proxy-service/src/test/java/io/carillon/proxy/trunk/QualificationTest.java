package io.carillon.proxy.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.sip.Qualify;
import io.carillon.proxy.trunk.Qualification.Input;
import io.carillon.proxy.trunk.Qualification.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QualificationTest {
    private static final Duration EVERY = Duration.ofSeconds(45);
    private static final Qualify QUALIFY = new Qualify(Duration.ofSeconds(2), EVERY);

    private Instant now = Instant.parse("2026-01-05T08:00:00Z");
    private Qualification peer = Qualification.begin(now);

    private Duration on(Input input) {
        Qualification.Step step = peer.on(input, QUALIFY, now);
        peer = step.next();
        return step.again();
    }

    @Test
    void a_peer_that_answers_in_time_is_ok_and_asked_again_as_often_as_is_written() {
        Duration again = on(new Input.Answered(Duration.ofMillis(12)));

        assertThat(peer.text()).isEqualTo("OK (12 ms)");
        assertThat(again).isEqualTo(EVERY);
    }

    @Test
    void a_peer_that_answers_late_lags() {
        on(new Input.Answered(Duration.ofMillis(2100)));

        assertThat(peer.text()).isEqualTo("LAGGED (2100 ms)");
    }

    @Test
    void a_peer_that_is_silent_is_unreachable_and_asked_again_soon() {
        Duration again = on(new Input.Silent());

        assertThat(peer.text()).isEqualTo("UNREACHABLE");
        assertThat(again).isEqualTo(Qualification.AGAIN_WHILE_UNREACHABLE);
    }

    @Test
    void a_peer_that_is_asked_every_second_is_so_while_it_is_silent_too() {
        Qualify often = new Qualify(Duration.ofSeconds(2), Duration.ofSeconds(1));

        Qualification.Step step = peer.on(new Input.Silent(), often, now);

        assertThat(step.again()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void it_comes_back_by_itself_and_says_since_when() {
        on(new Input.Silent());
        now = now.plus(Duration.ofSeconds(10));

        on(new Input.Answered(Duration.ofMillis(5)));
        Instant since = now;
        now = now.plus(Duration.ofMinutes(1));
        on(new Input.Answered(Duration.ofMillis(6)));

        assertThat(peer.state()).isEqualTo(State.OK);
        assertThat(peer.since()).isEqualTo(since);
    }

    @Test
    void a_phone_that_is_not_registered_is_unknown_and_not_unreachable() {
        on(new Input.Offline());

        assertThat(peer.text()).isEqualTo("UNKNOWN");
    }
}

package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.proxy.checkpoint.Checkpoint.SessionState;
import io.carillon.testkit.network.ManualLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What another proxy is left, so that it can keep a session alive or see that it has lapsed. */
class SessionWatchTest {
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final ManualLoop loop = new ManualLoop();
    private final SessionWatch watch = new SessionWatch(loop, new SessionWatch.Keeper() {
        @Override
        public void refreshDue() {}

        @Override
        public void lapsed() {}
    });

    @Test
    void a_session_tells_who_refreshes_it_and_by_when() {
        Instant begun = loop.now();

        watch.refreshed(Optional.of(new SessionTimer(INTERVAL, true)));

        assertThat(watch.state())
                .contains(new SessionState(INTERVAL, true, begun.plusSeconds(300), begun.plusSeconds(568)));
    }

    @Test
    void a_refresh_moves_both_ends_on() {
        watch.refreshed(Optional.of(new SessionTimer(INTERVAL, false)));
        loop.advance(Duration.ofSeconds(100));
        Instant refreshed = loop.now();

        watch.refreshed(Optional.of(new SessionTimer(INTERVAL, false)));

        assertThat(watch.state())
                .contains(new SessionState(INTERVAL, false, refreshed.plusSeconds(300), refreshed.plusSeconds(568)));
    }

    @Test
    void a_session_without_a_timer_leaves_none() {
        watch.refreshed(Optional.empty());

        assertThat(watch.state()).isEmpty();
    }
}

package io.carillon.relay.session;

import static io.carillon.relay.session.IdleWatch.Verdict.ASK;
import static io.carillon.relay.session.IdleWatch.Verdict.GIVE_UP;
import static io.carillon.relay.session.IdleWatch.Verdict.WANTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdleWatchTest {

    private static final long IDLE = Duration.ofMinutes(5).toNanos();
    private static final long ASK_AGAIN = SessionTimes.ASK_AGAIN.toNanos();

    private final IdleWatch watch = new IdleWatch(Duration.ofMinutes(5), 0);

    @Test
    void a_session_is_asked_about_three_times_and_then_given_up() {
        assertThat(watch.check(IDLE - 1)).isEqualTo(WANTED);
        assertThat(watch.check(IDLE)).isEqualTo(ASK);
        assertThat(watch.check(IDLE + 1)).isEqualTo(WANTED);
        assertThat(watch.check(IDLE + ASK_AGAIN)).isEqualTo(ASK);
        assertThat(watch.check(IDLE + 2 * ASK_AGAIN)).isEqualTo(ASK);
        assertThat(watch.check(IDLE + 3 * ASK_AGAIN - 1)).isEqualTo(WANTED);
        assertThat(watch.check(IDLE + 3 * ASK_AGAIN)).isEqualTo(GIVE_UP);
    }

    @Test
    void an_answer_begins_the_waiting_anew() {
        watch.check(IDLE);
        watch.active(IDLE + 5);

        assertThat(watch.check(IDLE + 5 + IDLE - 1)).isEqualTo(WANTED);
        assertThat(watch.check(IDLE + 5 + IDLE)).isEqualTo(ASK);
    }

    @Test
    void news_older_than_the_newest_changes_nothing() {
        watch.active(50);
        watch.active(20);

        assertThat(watch.check(50 + IDLE - 1)).isEqualTo(WANTED);
        assertThat(watch.check(50 + IDLE)).isEqualTo(ASK);
    }
}

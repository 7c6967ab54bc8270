package io.carillon.relay.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.carillon.relay.recording.Delivery.Next;
import io.carillon.relay.recording.Delivery.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final byte[] SOUND = new byte[Chunk.BYTES];
    private static final Answer DONE = new Answer.Acknowledged();
    private static final Answer AWAY = new Answer.Failed("10.0.0.7:8083 answered 503");

    private final Delivery delivery = new Delivery(0);
    private long now;

    @Test
    void chunks_go_one_after_the_other_with_their_places() {
        delivery.take(SOUND);
        delivery.take(SOUND);
        assertThat(sent().number()).isZero();
        assertThat(delivery.next(now)).isEqualTo(new Next.Wait());

        delivery.answered(DONE, now);

        Chunk second = sent();
        assertThat(second.number()).isEqualTo(1);
        assertThat(second.offset()).isEqualTo(Duration.ofMillis(500));
        assertThat(second.sound()).isSameAs(SOUND);
    }

    @Test
    void the_end_is_told_after_the_last_chunk_and_then_it_is_delivered() {
        delivery.take(SOUND);
        delivery.end(now);
        assertThat(delivery.next(now)).isInstanceOf(Next.Put.class);
        delivery.answered(DONE, now);
        assertThat(delivery.next(now)).isEqualTo(new Next.End(1));

        delivery.answered(DONE, now);

        assertThat(delivery.next(now)).isEqualTo(new Next.Over(new Outcome.Delivered()));
    }

    @Test
    void one_without_a_word_has_no_chunks() {
        delivery.end(now);

        assertThat(delivery.next(now)).isEqualTo(new Next.End(0));
    }

    @Test
    void what_was_not_acknowledged_is_sent_again_after_longer_and_longer_pauses() {
        delivery.take(SOUND);
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            assertThat(sent().number()).isZero();
            delivery.answered(AWAY, now);
            pauses.add(pause());
        }

        assertThat(pauses)
                .containsExactly(
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(400),
                        Duration.ofMillis(800),
                        Delivery.LONGEST_PAUSE,
                        Delivery.LONGEST_PAUSE);
    }

    @Test
    void after_an_answer_the_pauses_are_short_again() {
        delivery.take(SOUND);
        delivery.take(SOUND);
        for (int i = 0; i < 4; i++) {
            delivery.next(now);
            delivery.answered(AWAY, now);
            pause();
        }
        delivery.next(now);
        delivery.answered(DONE, now);
        delivery.next(now);

        delivery.answered(AWAY, now);

        assertThat(pause()).isEqualTo(Delivery.SHORTEST_PAUSE);
    }

    @Test
    void a_minute_is_held_and_then_the_oldest_is_lost_but_not_the_one_that_may_be_arriving() {
        delivery.take(SOUND);
        assertThat(sent().number()).isZero();
        for (int i = 1; i < Delivery.MOST_HELD; i++) {
            assertThat(delivery.take(SOUND)).isTrue();
        }

        assertThat(delivery.take(SOUND)).isFalse();
        assertThat(delivery.take(SOUND)).isFalse();
        delivery.answered(DONE, now);

        assertThat(sent().number()).isEqualTo(3);
    }

    @Test
    void what_was_lost_is_told_when_the_rest_has_arrived() {
        for (int i = 0; i < Delivery.MOST_HELD + 4; i++) {
            delivery.take(SOUND);
        }
        delivery.end(now);
        for (int i = 0; i <= Delivery.MOST_HELD; i++) {
            delivery.next(now);
            delivery.answered(DONE, now);
        }

        assertThat(delivery.next(now))
                .isInstanceOfSatisfying(
                        Next.Over.class,
                        over -> assertThat(over.outcome())
                                .isInstanceOfSatisfying(
                                        Outcome.Failed.class,
                                        failed -> assertThat(failed.why()).contains("2000 ms")));
    }

    @Test
    void whoever_wants_no_more_gets_no_more() {
        delivery.take(SOUND);
        delivery.take(SOUND);
        delivery.next(now);

        delivery.answered(new Answer.Unwanted(), now);

        assertThat(delivery.next(now)).isEqualTo(new Next.Over(new Outcome.Unwanted()));
    }

    @Test
    void a_minute_after_the_end_it_is_given_up() {
        delivery.take(SOUND);
        delivery.end(now);
        delivery.next(now);
        now += Delivery.LONGEST_AFTER.toNanos();
        delivery.answered(AWAY, now);
        assertThat(pause()).isPositive();
        delivery.next(now);

        delivery.answered(AWAY, now);

        assertThat(delivery.next(now))
                .isEqualTo(new Next.Over(
                        new Outcome.Failed("1 of 1 chunks are not acknowledged: 10.0.0.7:8083 answered 503")));
    }

    private Chunk sent() {
        return delivery.next(now) instanceof Next.Put(Chunk chunk) ? chunk : fail("nothing is to be sent");
    }

    /** Lets the pause pass. */
    private Duration pause() {
        return switch (delivery.next(now)) {
            case Next.Pause(Duration length) -> {
                now += length.toNanos();
                yield length;
            }
            case Next.Put _, Next.End _, Next.Wait _, Next.Over _ -> Duration.ZERO;
        };
    }
}

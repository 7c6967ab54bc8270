package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.phone.Phone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Who guesses passwords does not learn which accounts there are: neither by the answer nor by how long it takes. */
@WholeSystem
@Isolated("compares times, which every call beside it would blur")
class AlikeTest {
    /** Tried in turn, so that whatever else the machine does meets both alike. */
    private static final int TRIES = 200;

    /** Classes are loaded and compiled during the first. */
    private static final int UNCOUNTED = 50;

    /** A query of the database, or a task on another thread, for one of the two alone would be several times as much. */
    private static final double MOST_APART = 1.5;

    private final Lab lab;

    AlikeTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void a_register_of_an_unknown_user_and_one_with_a_wrong_password_take_the_same_time() {
        compare(phone -> phone.register().last().status());
    }

    @Test
    void an_invite_of_an_unknown_user_and_one_with_a_wrong_password_take_the_same_time() {
        compare(phone -> phone.call("608").awaitOutcome().status());
    }

    private void compare(ToIntFunction<Phone> attempt) {
        try (Phone unknown = lab.phone("nobody", "guess").open();
                Phone known = lab.phone().password("guess").open()) {
            List<Long> ofUnknown = new ArrayList<>();
            List<Long> ofKnown = new ArrayList<>();
            for (int i = 0; i < UNCOUNTED + TRIES; i++) {
                // Each is the first of the two as often as the other.
                boolean turned = i % 2 == 0;
                long first = timed(attempt, turned ? unknown : known);
                long second = timed(attempt, turned ? known : unknown);
                if (i >= UNCOUNTED) {
                    ofUnknown.add(turned ? first : second);
                    ofKnown.add(turned ? second : first);
                }
            }

            assertThat((double) median(ofUnknown) / median(ofKnown))
                    .as("%d ns for an unknown user, %d ns for a wrong password", median(ofUnknown), median(ofKnown))
                    .isBetween(1 / MOST_APART, MOST_APART);
        }
    }

    private static long timed(ToIntFunction<Phone> attempt, Phone phone) {
        long begin = System.nanoTime();
        int status = attempt.applyAsInt(phone);
        long took = System.nanoTime() - begin;
        assertThat(status).isEqualTo(403);
        return took;
    }

    private static long median(List<Long> times) {
        List<Long> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}

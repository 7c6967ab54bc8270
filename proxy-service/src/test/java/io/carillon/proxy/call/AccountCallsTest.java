package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.LegId;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.account.Account.Limits;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** call-limit and busylevel. */
class AccountCallsTest {
    private final AccountCalls calls = new AccountCalls();
    private final Account limited = Accounts.friend("limited", new Limits(OptionalInt.of(2), OptionalInt.empty()));
    private final Account desk = Accounts.friend("desk", new Limits(OptionalInt.of(3), OptionalInt.of(1)));
    private final Account free = Accounts.friend("free", Limits.NONE);

    @Test
    void calls_that_are_made_and_calls_that_are_taken_count_alike() {
        calls.made(limited);
        calls.taken(limited);

        assertThat(calls.made(limited)).isEmpty();
        assertThat(calls.taken(limited)).isEmpty();
    }

    @Test
    void a_call_that_is_over_makes_room_once() {
        AccountCalls.Counted first = calls.made(limited).orElseThrow();
        calls.made(limited);
        first.close();
        first.close();

        assertThat(calls.made(limited)).isPresent();
        assertThat(calls.made(limited)).isEmpty();
    }

    @Test
    void from_its_busylevel_on_an_account_takes_no_call_and_makes_more() {
        calls.taken(desk);

        assertThat(calls.taken(desk)).isEmpty();
        assertThat(calls.made(desk)).isPresent();
        assertThat(calls.made(desk)).isPresent();
        assertThat(calls.made(desk)).isEmpty();
    }

    @Test
    void without_a_limit_there_is_none() {
        IntStream.range(0, 1_000).forEach(_ -> calls.made(free));

        assertThat(calls.taken(free)).isPresent();
    }

    @Test
    void what_many_threads_begin_and_end_comes_out_even() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(_ -> Thread.ofVirtual()
                        .start(() -> IntStream.range(0, 10_000)
                                .forEach(_ -> calls.made(limited).ifPresent(AccountCalls.Counted::close))))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(calls.of("limited")).isZero();
    }

    @Test
    void several_phones_of_an_account_ring_for_one_call() {
        try (Callees dial = new Callees(calls)) {
            assertThat(dial.mayRing(limited)).isTrue();
            assertThat(dial.mayRing(limited)).isTrue();

            assertThat(calls.of("limited")).isOne();
        }
        assertThat(calls.of("limited")).isZero();
    }

    @Test
    void who_has_not_answered_has_no_call_any_more_and_who_has_keeps_it_beyond_the_dial() {
        AccountCalls.Counted answered;
        try (Callees dial = new Callees(calls)) {
            dial.mayRing(limited);
            dial.mayRing(desk);
            answered = dial.take(desk);

            assertThat(dial.anyBusy()).isFalse();
        }
        assertThat(calls.of("limited")).isZero();
        assertThat(calls.of("desk")).isOne();

        answered.close();

        assertThat(calls.of("desk")).isZero();
    }

    @Test
    void a_party_that_leaves_a_call_that_goes_on_has_a_call_less() {
        Parties parties = new Parties(calls, limited, calls.made(limited).orElseThrow());
        parties.arrived(new LegId("successor"), desk);

        parties.left(Bridge.CALLER);

        assertThat(calls.of("limited")).isZero();
        assertThat(calls.of("desk")).isOne();
        parties.end();
        assertThat(calls.of("desk")).isZero();
    }

    @Test
    void who_comes_in_the_place_of_another_comes_whatever_its_limit_says() {
        calls.made(limited);
        calls.made(limited);
        Parties parties = new Parties(calls, desk, calls.made(desk).orElseThrow());
        int before = calls.of("limited");

        parties.arrived(new LegId("successor"), limited);

        assertThat(calls.of("limited")).isEqualTo(before + 1);
    }

    @Test
    void a_busy_account_is_not_rung_and_its_own_call_is_left_alone() {
        calls.taken(desk);
        try (Callees dial = new Callees(calls)) {
            assertThat(dial.mayRing(desk)).isFalse();
            assertThat(dial.anyBusy()).isTrue();
        }

        assertThat(calls.of("desk")).isOne();
    }
}

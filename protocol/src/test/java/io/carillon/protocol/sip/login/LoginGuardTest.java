package io.carillon.protocol.sip.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.login.LoginGuard.Failed;
import io.carillon.protocol.sip.login.LoginGuard.Lock;
import io.carillon.protocol.sip.login.LoginGuard.Scope;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who is made to wait and who is refused; the clock is moved by hand. */
class LoginGuardTest {
    private static final InetAddress ATTACKER = InetAddress.ofLiteral("198.51.100.7");
    private static final InetAddress OFFICE = InetAddress.ofLiteral("192.0.2.10");
    private static final Duration ATTEMPT = Duration.ofMillis(100);
    private static final LoginLimits LIMITS = LoginLimits.DEFAULT;

    private final LoginGuard guard = new LoginGuard(LIMITS);
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void the_first_five_failures_are_answered_at_once_and_the_next_ones_later_and_later() {
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            delays.add(fail("alice", ATTACKER).delay());
        }

        assertThat(delays.subList(0, 5)).containsOnly(Duration.ZERO);
        assertThat(delays.subList(5, 12).stream().map(Duration::toMillis).toList())
                .containsExactly(250L, 500L, 1000L, 2000L, 4000L, 4000L, 4000L);
    }

    @Test
    void an_address_with_twenty_failures_is_refused_for_five_minutes_whatever_the_account() {
        for (int i = 1; i < 20; i++) {
            assertThat(fail("user" + i, ATTACKER).locks()).isEmpty();
        }

        assertThat(fail("user20", ATTACKER).locks())
                .containsExactly(new Lock(Scope.ADDRESS, 20, now.plus(LIMITS.refusedFor())));
        assertThat(refuses("alice", ATTACKER)).isTrue();
        assertThat(refuses("alice", OFFICE)).isFalse();
        pass(LIMITS.refusedFor());
        assertThat(refuses("alice", ATTACKER)).isFalse();
    }

    @Test
    void failures_that_come_slowly_lock_nothing() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(fail("alice", ATTACKER).locks()).isEmpty();
            pass(Duration.ofSeconds(4));
        }

        assertThat(refuses("alice", ATTACKER)).isFalse();
    }

    @Test
    void failures_on_both_sides_of_a_window_s_end_are_seen_together() {
        fail("alice", ATTACKER);
        pass(LIMITS.window().minusSeconds(2));
        for (int i = 0; i < 10; i++) {
            fail("alice", ATTACKER);
        }
        pass(Duration.ofSeconds(2));
        for (int i = 0; i < 12; i++) {
            fail("alice", ATTACKER);
        }

        assertThat(refuses("alice", ATTACKER)).isTrue();
    }

    @Test
    void a_phone_that_proved_itself_is_not_locked_out_by_its_neighbour_behind_the_same_address() {
        guard.proved("bob", OFFICE, now);

        fail("alice", OFFICE, 20);

        assertThat(refuses("alice", OFFICE)).isTrue();
        assertThat(refuses("bob", OFFICE)).isFalse();
    }

    @Test
    void an_account_that_many_addresses_guess_refuses_whoever_failed_and_nobody_s_first_try() {
        List<Lock> locks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            locks.addAll(fail("alice", botnet(i)).locks());
        }

        assertThat(locks).containsExactly(new Lock(Scope.ACCOUNT, 20, now.plus(LIMITS.refusedFor())));
        assertThat(refuses("alice", botnet(3))).isTrue();
        assertThat(refuses("alice", OFFICE)).isFalse();
        assertThat(refuses("bob", botnet(3))).isFalse();
        fail("alice", OFFICE);
        assertThat(refuses("alice", OFFICE)).isTrue();
    }

    @Test
    void an_account_at_the_address_where_it_proved_itself_is_refused_for_its_own_failures_alone() {
        guard.proved("alice", OFFICE, now);
        fail("alice", OFFICE, 19);
        for (int i = 0; i < 20; i++) {
            fail("alice", botnet(i));
        }
        assertThat(refuses("alice", OFFICE)).isFalse();

        assertThat(fail("alice", OFFICE).locks()).extracting(Lock::scope).containsExactly(Scope.LOGIN);
        assertThat(refuses("alice", OFFICE)).isTrue();
        assertThat(refuses("bob", OFFICE)).isFalse();
    }

    @Test
    void what_proved_itself_a_day_ago_is_a_stranger_again() {
        guard.proved("bob", OFFICE, now);
        pass(LoginGuard.PROVED_FOR);

        fail("alice", OFFICE, 20);

        assertThat(refuses("bob", OFFICE)).isTrue();
    }

    @Test
    void an_ipv6_address_stands_for_its_64() {
        for (int i = 0; i < 20; i++) {
            fail("user" + i, InetAddress.ofLiteral("2001:db8:1:2::" + i));
        }

        assertThat(refuses("alice", InetAddress.ofLiteral("2001:db8:1:2:ffff::1")))
                .isTrue();
        assertThat(refuses("alice", InetAddress.ofLiteral("2001:db8:1:3::1"))).isFalse();
    }

    @Test
    void what_is_refused_does_not_count_and_the_lock_ends() {
        fail("alice", ATTACKER, 20);
        pass(LIMITS.refusedFor());

        assertThat(fail("alice", ATTACKER)).isEqualTo(new Failed(Duration.ZERO, List.of()));
    }

    @Test
    void other_limits_hold_at_once() {
        guard.obey(new LoginLimits(1, 2, LIMITS.window(), LIMITS.refusedFor()));

        assertThat(fail("alice", ATTACKER).locks()).isEmpty();
        assertThat(fail("alice", ATTACKER).delay()).isEqualTo(LoginGuard.FIRST_DELAY);
        assertThat(refuses("alice", ATTACKER)).isTrue();
    }

    @Test
    void a_million_attempts_from_everywhere_are_remembered_in_part() {
        Random random = new Random(14);
        for (int i = 0; i < 1_000_000; i++) {
            byte[] address = new byte[4];
            random.nextBytes(address);
            fail("user" + random.nextInt(100_000), addressOf(address));
        }

        assertThat(guard.remembered()).isLessThanOrEqualTo(3 * LoginGuard.MAX_FAILED);
    }

    private Failed fail(String account, InetAddress address) {
        now = now.plus(ATTEMPT);
        return guard.failed(account, address, now);
    }

    private void fail(String account, InetAddress address, int times) {
        for (int i = 0; i < times; i++) {
            fail(account, address);
        }
    }

    private boolean refuses(String account, InetAddress address) {
        return guard.refuses(account, address, now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static InetAddress botnet(int number) {
        return InetAddress.ofLiteral("203.0.113." + number);
    }

    private static InetAddress addressOf(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

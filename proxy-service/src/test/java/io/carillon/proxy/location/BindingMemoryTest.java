package io.carillon.proxy.location;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.location.BindingMemory.Reading;
import io.carillon.proxy.location.LookupLane.Found;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads, news and echoes in the order that each test gives them, under a manual clock. */
class BindingMemoryTest {
    private static final Found.Bindings HERE = found("192.0.2.1");
    private static final Found.Bindings THERE = found("192.0.2.2");

    // A clock of nanoseconds may say anything at the beginning.
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
    private final Hearing hearing = new Hearing(nanoTime::get);
    private final BindingMemory memory = new BindingMemory(hearing, nanoTime::get);

    @BeforeEach
    void listen() {
        hearing.listens();
        hearing.heard(hearing.now());
    }

    private static Found.Bindings found(String host) {
        Binding binding = new Binding("sip:alice@" + host, List.of(), Optional.empty(), OptionalInt.empty());
        return new Found.Bindings(List.of(binding), Duration.ofMinutes(2));
    }

    private void read(String account, Found.Bindings found) {
        memory.keep(memory.begin(account), found);
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    /** As it goes while everything is well. */
    private void passHearing(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minusSeconds(3)) {
            pass(left.compareTo(Duration.ofSeconds(3)) < 0 ? left : Duration.ofSeconds(3));
            hearing.heard(hearing.now());
        }
    }

    @Test
    void what_was_read_holds() {
        read("alice", HERE);

        passHearing(Duration.ofSeconds(119));

        assertThat(memory.current("alice")).contains(HERE.bindings());
    }

    @Test
    void what_was_read_of_an_account_holds_until_there_are_news_of_it() {
        read("alice", HERE);
        read("bob", THERE);

        memory.changed("alice");

        assertThat(memory.current("alice")).isEmpty();
        assertThat(memory.current("bob")).contains(THERE.bindings());
    }

    @Test
    void what_was_read_again_after_the_news_holds() {
        read("alice", HERE);
        memory.changed("alice");

        read("alice", THERE);

        assertThat(memory.current("alice")).contains(THERE.bindings());
    }

    @Test
    void a_read_that_was_under_way_when_news_came_does_not_hold() {
        Reading underWay = memory.begin("alice");
        memory.changed("alice");

        memory.keep(underWay, HERE);

        assertThat(memory.current("alice")).isEmpty();
    }

    @Test
    void a_read_that_comes_late_does_not_replace_one_that_began_after_it() {
        Reading early = memory.begin("alice");
        pass(Duration.ofMillis(1));
        memory.changed("alice");
        read("alice", THERE);

        memory.keep(early, HERE);

        assertThat(memory.current("alice")).contains(THERE.bindings());
    }

    @Test
    void news_of_an_account_that_was_forgotten_while_it_was_read_are_not_missed() {
        Reading underWay = memory.begin("alice");
        forgetByManyOthers();
        memory.changed("alice");

        memory.keep(underWay, HERE);

        assertThat(memory.current("alice")).isEmpty();
    }

    @Test
    void a_binding_that_has_run_out_is_looked_up_again() {
        read("alice", HERE);

        passHearing(Duration.ofMinutes(2));

        assertThat(memory.current("alice")).isEmpty();
    }

    @Test
    void that_an_account_has_no_binding_is_not_believed_twice() {
        read("alice", Found.Bindings.NONE);

        assertThat(memory.current("alice")).isEmpty();
    }

    @Test
    void what_was_read_before_anything_was_heard_does_not_hold() {
        hearing.lost();
        hearing.listens();
        Reading before = memory.begin("alice");
        hearing.heard(hearing.now());

        memory.keep(before, HERE);

        assertThat(memory.current("alice")).isEmpty();
    }

    @Test
    void nothing_holds_once_the_connection_is_lost() {
        read("alice", HERE);

        hearing.lost();

        assertThat(memory.current("alice")).isEmpty();
    }

    @Test
    void what_was_read_before_the_connection_was_lost_does_not_hold_on_the_next_one() {
        read("alice", HERE);
        hearing.lost();

        listen();

        assertThat(memory.current("alice")).isEmpty();
    }

    @Test
    void nothing_holds_when_no_echo_was_heard_for_ten_seconds() {
        read("alice", HERE);
        pass(Duration.ofMillis(9_999));
        assertThat(memory.current("alice")).isPresent();

        pass(Duration.ofMillis(1));

        assertThat(memory.current("alice")).isEmpty();
        assertThat(hearing.isSilent()).isTrue();
    }

    @Test
    void an_echo_that_took_ten_seconds_proves_nothing() {
        long said = hearing.now();
        pass(Duration.ofSeconds(10));

        hearing.heard(said);

        read("alice", HERE);
        assertThat(memory.current("alice")).isEmpty();
    }

    @Test
    void what_was_read_before_ten_seconds_of_silence_does_not_hold_afterwards() {
        read("alice", HERE);
        pass(Duration.ofSeconds(10));

        hearing.heard(hearing.now());

        assertThat(memory.current("alice")).isEmpty();
    }

    @Test
    void nothing_holds_when_everything_may_be_new() {
        read("alice", HERE);
        Reading underWay = memory.begin("bob");

        hearing.everythingIsNew();

        memory.keep(underWay, HERE);
        assertThat(memory.current("alice")).isEmpty();
        assertThat(memory.current("bob")).isEmpty();
        read("carol", HERE);
        assertThat(memory.current("carol")).isPresent();
    }

    @Test
    void what_does_not_hold_is_kept_for_the_time_that_the_database_is_away() {
        read("alice", HERE);
        memory.changed("alice");
        hearing.lost();

        pass(Duration.ofMinutes(5));

        assertThat(memory.last("alice")).contains(new BindingMemory.Old(HERE.bindings(), Duration.ofMinutes(5)));
    }

    @Test
    void the_account_that_nobody_asked_for_for_longest_is_forgotten_first() {
        read("alice", HERE);
        read("bob", HERE);
        for (int i = 2; i < BindingMemory.LIMIT; i++) {
            read("user" + i, HERE);
        }
        memory.current("alice");

        read("one more", HERE);

        assertThat(memory.current("alice")).isPresent();
        assertThat(memory.current("bob")).isEmpty();
        assertThat(memory.last("bob")).isEmpty();
    }

    @Test
    void news_of_accounts_that_nobody_calls_take_no_room() {
        read("alice", HERE);

        for (int i = 0; i < BindingMemory.LIMIT; i++) {
            memory.changed("user" + i);
        }

        assertThat(memory.current("alice")).isPresent();
    }

    private void forgetByManyOthers() {
        for (int i = 0; i < BindingMemory.LIMIT; i++) {
            memory.begin("user" + i);
        }
    }
}

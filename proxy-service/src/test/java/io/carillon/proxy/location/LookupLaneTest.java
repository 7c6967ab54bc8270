package io.carillon.proxy.location;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.location.LookupLane.Found;
import io.carillon.testkit.Watch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Look-ups while the database does what the test says: each query waits to be told how it ends. No interrupt reaches who waits
 * for a look-up, so the tests have a thread of their own.
 */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LookupLaneTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LinkedBlockingQueue<Set<String>> asked = new LinkedBlockingQueue<>();
    private final SynchronousQueue<Optional<Throwable>> ends = new SynchronousQueue<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final LookupLane lane = LookupLane.start(this::query, nanoTime::get);

    @AfterEach
    void close() {
        lane.close();
    }

    private Map<String, Found.Bindings> query(Set<String> accounts) throws SQLException {
        asked.add(accounts);
        Optional<Throwable> end;
        try {
            end = ends.take();
        } catch (InterruptedException stopped) {
            throw new SQLException(stopped);
        }
        switch (end.orElse(null)) {
            case null -> {}
            case SQLException away -> throw away;
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            case Throwable other -> throw new AssertionError(other);
        }
        return accounts.stream()
                .filter(account -> !account.equals("nobody"))
                .collect(Collectors.toMap(account -> account, LookupLaneTest::found));
    }

    private static Binding binding(String account) {
        return new Binding("sip:" + account + "@192.0.2.7", List.of(), Optional.empty(), OptionalInt.empty());
    }

    private static Found.Bindings found(String account) {
        return new Found.Bindings(List.of(binding(account)), Duration.ofMinutes(2));
    }

    /** Looked for one after the other while the query for the first one runs. */
    private List<CompletableFuture<Found>> callsWhileAQueryRuns(String first, String... others)
            throws InterruptedException {
        CompletableFuture<Found> running = lane.lookUp(first);
        asked.take();
        List<CompletableFuture<Found>> waiting =
                Stream.of(others).map(lane::lookUp).toList();
        return Stream.concat(Stream.of(running), waiting.stream()).toList();
    }

    @Test
    void those_that_wait_while_a_query_runs_are_looked_up_together() throws Exception {
        var calls = callsWhileAQueryRuns("alice", "bob", "carol", "bob");
        ends.put(Optional.empty());

        assertThat(asked.take()).containsExactlyInAnyOrder("bob", "carol");
        ends.put(Optional.empty());
        assertThat(calls.stream().map(CompletableFuture::join))
                .containsExactly(found("alice"), found("bob"), found("carol"), found("bob"));
    }

    @Test
    void an_account_without_a_binding_is_found_to_have_none() throws Exception {
        CompletableFuture<Found> call = lane.lookUp("nobody");
        ends.put(Optional.empty());

        assertThat(call.join()).isEqualTo(Found.Bindings.NONE);
    }

    @Test
    void who_came_while_the_database_was_found_to_be_away_need_not_wait_once_more() throws Exception {
        var calls = callsWhileAQueryRuns("alice", "bob");

        ends.put(Optional.of(new SQLException("no route")));

        assertThat(calls.stream().map(CompletableFuture::join))
                .containsExactly(new Found.Away("no route"), new Found.Away("no route"));
        assertThat(asked).isEmpty();
    }

    @Test
    void the_database_is_asked_again_after_it_was_away() throws Exception {
        CompletableFuture<Found> before = lane.lookUp("alice");
        ends.put(Optional.of(new SQLException("no route")));
        before.join();

        CompletableFuture<Found> after = lane.lookUp("alice");
        ends.put(Optional.empty());

        assertThat(after.join()).isEqualTo(found("alice"));
    }

    @Test
    void what_waits_when_the_lane_is_closed_is_still_looked_up() throws Exception {
        var calls = callsWhileAQueryRuns("alice", "bob");
        lane.close();
        ends.put(Optional.empty());
        ends.put(Optional.empty());

        assertThat(calls.stream().map(CompletableFuture::join)).containsExactly(found("alice"), found("bob"));
    }

    @Test
    void more_than_may_wait_are_told_at_once() throws Exception {
        var calls =
                callsWhileAQueryRuns("alice", Collections.nCopies(2_048, "bob").toArray(String[]::new));

        CompletableFuture<Found> oneMore = lane.lookUp("carol");

        assertThat(oneMore.getNow(null)).isEqualTo(new Found.Away("2048 look-ups wait"));
        assertThat(calls).noneMatch(CompletableFuture::isDone);
        ends.put(Optional.of(new SQLException("no route")));
    }

    @Test
    void who_asks_a_lane_that_has_ended_is_told_so() {
        LookupLane other = LookupLane.start(_ -> Map.of(), nanoTime::get);
        other.close();

        Watch.until(
                "the lane to have ended",
                PATIENCE,
                () -> other.lookUp("alice").join() instanceof Found.Away,
                () -> "it still looks up");
    }

    @Test
    void a_query_that_fails_for_a_bug_costs_nobody_but_those_who_asked() throws Exception {
        CompletableFuture<Found> before = lane.lookUp("alice");
        ends.put(Optional.of(new IllegalStateException("a bug")));
        assertThat(before.join()).isInstanceOf(Found.Away.class);

        CompletableFuture<Found> after = lane.lookUp("alice");
        ends.put(Optional.empty());

        assertThat(after.join()).isEqualTo(found("alice"));
    }

    @Test
    void nobody_waits_for_a_lane_that_an_error_has_ended() throws Exception {
        var calls = callsWhileAQueryRuns("alice", "bob");

        ends.put(Optional.of(new StackOverflowError("as the test says")));

        assertThat(calls).allSatisfy(call -> assertThat(call.join()).isInstanceOf(Found.Away.class));
        assertThat(lane.lookUp("carol").join()).isInstanceOf(Found.Away.class);
    }

    @Test
    void nobody_waits_for_a_query_that_takes_too_long() throws Exception {
        var late = callsWhileAQueryRuns("alice", "bob");

        nanoTime.addAndGet(Duration.ofMillis(2_001).toNanos());

        assertThat(late.stream().map(CompletableFuture::join)).containsOnly(new Found.Away("no answer for 2 s"));
        ends.put(Optional.empty());
    }

    @Test
    void what_nobody_waits_for_any_more_is_not_looked_up() throws Exception {
        var late = callsWhileAQueryRuns("alice", "bob");
        nanoTime.addAndGet(Duration.ofMillis(2_001).toNanos());
        late.forEach(CompletableFuture::join);
        CompletableFuture<Found> fresh = lane.lookUp("carol");

        ends.put(Optional.empty());

        assertThat(asked.take()).containsExactly("carol");
        ends.put(Optional.empty());
        assertThat(fresh.join()).isEqualTo(found("carol"));
    }
}

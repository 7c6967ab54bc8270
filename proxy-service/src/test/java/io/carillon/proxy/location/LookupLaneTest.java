package io.carillon.proxy.location;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.location.LookupLane.Found;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Look-ups while the database does what the test says: each query waits to be told how it ends. */
class LookupLaneTest {
    private final LinkedBlockingQueue<Set<String>> asked = new LinkedBlockingQueue<>();
    private final SynchronousQueue<Optional<SQLException>> ends = new SynchronousQueue<>();
    private final LookupLane lane = LookupLane.start(this::query);

    @AfterEach
    void close() {
        lane.close();
    }

    private Map<String, List<Binding>> query(Set<String> accounts) throws SQLException {
        asked.add(accounts);
        Optional<SQLException> end;
        try {
            end = ends.take();
        } catch (InterruptedException stopped) {
            throw new SQLException(stopped);
        }
        if (end.isPresent()) {
            throw end.get();
        }
        return accounts.stream()
                .filter(account -> !account.equals("nobody"))
                .collect(Collectors.toMap(account -> account, account -> List.of(binding(account))));
    }

    private static Binding binding(String account) {
        return new Binding("sip:" + account + "@192.0.2.7", List.of(), Optional.empty(), OptionalInt.empty());
    }

    private static Found found(String account) {
        return new Found.Bindings(List.of(binding(account)));
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

        assertThat(call.join()).isEqualTo(new Found.Bindings(List.of()));
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
}

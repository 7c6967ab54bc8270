package io.carillon.proxy.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.facts.Party;
import io.carillon.facts.schema.Migrations;
import io.carillon.proxy.call.LostCalls;
import io.carillon.proxy.checkpoint.Checkpoint.PlanStep;
import io.carillon.testkit.Watch;
import io.carillon.testkit.parts.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** Against real PostgreSQL, as the role that the proxy has. */
@Timeout(30)
class CallKeeperTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private PGSimpleDataSource source;
    private CheckpointStore store;
    private CallKeeper keeper;

    @BeforeEach
    void open() throws SQLException {
        TestDatabase.Database database = TestDatabase.shared();
        new Migrations(database.url(), "carillon_migrator", "carillon_migrator").migrate(List.of("call"));
        source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser("proxy");
        source.setPassword("proxy");
        store = new CheckpointStore(source);
        keeper = new CallKeeper(store, "proxy-1");
    }

    @Test
    void a_call_is_stored_a_moment_after_it_has_changed() {
        keeper.start(call -> LostCalls.ended(call, START), () -> () -> true);

        keeper.keep(call("one"));

        awaitStored("one");
        keeper.stop();
    }

    @Test
    void what_waits_is_written_before_the_process_stops() throws SQLException {
        keeper.start(call -> LostCalls.ended(call, START), () -> () -> true);
        keeper.keep(call("first"));
        awaitStored("first");
        keeper.forget("first");
        keeper.keep(call("last"));

        keeper.stop();

        assertThat(store.find("first")).isEmpty();
        assertThat(store.find("last")).isPresent();
    }

    @Test
    void a_call_that_has_come_and_gone_before_it_was_stored_leaves_nothing() throws SQLException {
        keeper.keep(call("short"));
        keeper.forget("short");
        keeper.keep(call("long"));

        keeper.start(call -> LostCalls.ended(call, START), () -> () -> true);

        awaitStored("long");
        assertThat(store.find("short")).isEmpty();
        keeper.stop();
    }

    @Test
    void thousands_of_calls_of_a_lost_proxy_are_closed_without_a_pause() throws SQLException {
        List<Checkpoint> lost = IntStream.range(0, 1_000)
                .mapToObj(number -> call("lost-" + number))
                .toList();
        store.write(store.begin("proxy-2", Duration.ZERO), lost, List.of());

        keeper.start(call -> LostCalls.ended(call, START), () -> () -> true);

        Watch.until("all calls to be closed", PATIENCE, () -> storedCalls() == 0, () -> storedCalls() + " are open");
        keeper.stop();
    }

    @Test
    void the_state_of_a_call_is_kept_until_its_last_fact_is() throws InterruptedException {
        AtomicBoolean kept = new AtomicBoolean(true);
        Gate gate = new Gate(source);
        CallKeeper slow = new CallKeeper(gate, "proxy-1");
        slow.start(call -> LostCalls.ended(call, START), () -> kept::get);
        slow.keep(call("one"));
        gate.rounds.take();
        slow.forget("one");
        slow.keep(call("two"));

        Gate.Round next = gate.next();
        kept.set(false);
        slow.keep(call("three"));
        Gate.Round untold = gate.next();
        kept.set(true);
        Gate.Round last = gate.next();

        assertThat(next).isEqualTo(new Gate.Round(Set.of("two"), Set.of()));
        assertThat(untold).isEqualTo(new Gate.Round(Set.of("three"), Set.of()));
        assertThat(last).isEqualTo(new Gate.Round(Set.of(), Set.of("one")));
        gate.open.release();
        slow.stop();
    }

    /** The same store; what it is to write waits until the test lets it. */
    private static final class Gate extends CheckpointStore {
        private final BlockingQueue<Round> rounds = new LinkedBlockingQueue<>();
        private final Semaphore open = new Semaphore(0);

        private record Round(Set<String> saved, Set<String> forgotten) {}

        Gate(DataSource database) {
            super(database);
        }

        /** What is to be written after what waits is. */
        Round next() throws InterruptedException {
            open.release();
            return rounds.take();
        }

        @Override
        public void write(Owner owner, Collection<Checkpoint> changed, Collection<String> ended) throws SQLException {
            rounds.add(
                    new Round(changed.stream().map(Checkpoint::callId).collect(Collectors.toSet()), Set.copyOf(ended)));
            open.acquireUninterruptibly();
            super.write(owner, changed, ended);
        }
    }

    private void awaitStored(String callId) {
        Watch.until(callId + " to be stored", PATIENCE, () -> isStored(callId), () -> "not stored");
    }

    private int storedCalls() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM call.checkpoint")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private boolean isStored(String callId) {
        try {
            return store.find(callId).isPresent();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Checkpoint call(String id) {
        Party caller = new Party("user1", Optional.of("user1"), Optional.empty(), Optional.of("100"));
        return new Checkpoint(
                id,
                START,
                Optional.empty(),
                caller,
                "200",
                new PlanStep("local", "200", 1, Map.of()),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }
}

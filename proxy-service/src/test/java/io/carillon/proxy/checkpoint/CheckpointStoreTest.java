package io.carillon.proxy.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.facts.CallFact.CallEnded;
import io.carillon.facts.CallLeg;
import io.carillon.facts.Fact;
import io.carillon.facts.MediaFigures;
import io.carillon.facts.Party;
import io.carillon.facts.schema.Migrations;
import io.carillon.proxy.call.LostCalls;
import io.carillon.proxy.checkpoint.Checkpoint.LegMedia;
import io.carillon.proxy.checkpoint.Checkpoint.LegState;
import io.carillon.proxy.checkpoint.Checkpoint.MediaPlace;
import io.carillon.proxy.checkpoint.Checkpoint.PlanStep;
import io.carillon.proxy.checkpoint.Checkpoint.SessionState;
import io.carillon.proxy.checkpoint.CheckpointStore.Closed;
import io.carillon.testkit.parts.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Against real PostgreSQL, as the role that the proxy has. */
class CheckpointStoreTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration NO_LEASE = Duration.ZERO;
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private static final MediaFigures FIGURES = new MediaFigures(
            500, 498, 86_000, 85_656, 2, 0.004, 1.5, OptionalDouble.of(3.25), 0, 0, Duration.ofMillis(20));

    private DataSource source;
    private CheckpointStore store;

    @BeforeEach
    void open() throws SQLException {
        TestDatabase.Database database = TestDatabase.shared();
        new Migrations(database.url(), "carillon_migrator", "carillon_migrator").migrate(List.of("call"));
        source = as("proxy", database);
        store = new CheckpointStore(source);
    }

    @Test
    void a_checkpoint_is_read_as_it_was_written() throws SQLException {
        Owner owner = store.begin("proxy-1", LEASE);
        Checkpoint call = call("one");

        store.write(owner, List.of(call), List.of());

        assertThat(store.find("one")).contains(call);
    }

    @Test
    void the_last_of_several_states_is_kept() throws SQLException {
        Owner owner = store.begin("proxy-1", LEASE);
        Checkpoint later = call("one").with(List.of());
        store.write(owner, List.of(call("one")), List.of());

        store.write(owner, List.of(later), List.of());

        assertThat(store.find("one")).contains(later);
    }

    @Test
    void a_call_that_has_ended_leaves_nothing() throws SQLException {
        Owner owner = store.begin("proxy-1", LEASE);
        store.write(owner, List.of(call("one")), List.of());

        store.write(owner, List.of(), List.of("one"));

        assertThat(store.find("one")).isEmpty();
    }

    @Test
    void the_calls_of_an_earlier_life_are_closed_with_their_last_fact() throws SQLException {
        store.write(store.begin("proxy-1", LEASE), List.of(call("one"), call("two")), List.of());
        store.begin("proxy-1", LEASE);

        Closed closed = store.closeOrphans(call -> LostCalls.ended(call, START));

        assertThat(closed.calls()).isEqualTo(2);
        assertThat(store.find("one")).isEmpty();
        assertThat(told()).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void the_calls_of_a_proxy_whose_lease_ran_out_are_closed_by_another() throws SQLException {
        store.write(store.begin("proxy-1", NO_LEASE), List.of(call("one")), List.of());
        store.begin("proxy-2", LEASE);

        Closed closed = store.closeOrphans(call -> LostCalls.ended(call, START));

        assertThat(closed.calls()).isEqualTo(1);
    }

    @Test
    void the_calls_of_a_living_proxy_are_left_alone() throws SQLException {
        store.write(store.begin("proxy-1", LEASE), List.of(call("one")), List.of());
        store.begin("proxy-2", LEASE);

        assertThat(store.closeOrphans(call -> LostCalls.ended(call, START)).calls())
                .isZero();
    }

    @Test
    void a_proxy_that_was_taken_to_be_lost_can_neither_renew_nor_write() throws SQLException {
        Owner late = store.begin("proxy-1", NO_LEASE);
        store.closeOrphans(call -> LostCalls.ended(call, START));

        store.write(late, List.of(call("zombie")), List.of());

        assertThat(store.renew(late, LEASE)).isFalse();
        assertThat(store.find("zombie")).isEmpty();
    }

    @Test
    void the_last_fact_says_who_and_where_and_that_nobody_hung_up() {
        var ended = (CallEnded) LostCalls.ended(call("one"), START.plusSeconds(90));

        assertThat(ended.id()).isEqualTo("one");
        assertThat(ended.sipStatus()).isEqualTo(200);
        assertThat(ended.callee().orElseThrow().aor()).isEqualTo("user2");
        assertThat(ended.sipCallIds()).containsExactly("a@phone", "b@carillon");
    }

    @Test
    void the_last_fact_has_the_codecs_and_the_figures_that_were_known() {
        var ended = (CallEnded) LostCalls.ended(call("one"), START.plusSeconds(90));

        assertThat(ended.callerLeg().codecs()).containsExactly("ulaw");
        assertThat(ended.callerLeg().media()).contains(FIGURES);
        assertThat(ended.calleeLeg().orElseThrow().codecs()).containsExactly("alaw");
    }

    @Test
    void the_calls_of_a_proxy_that_has_resigned_are_closed_at_once() throws SQLException {
        Owner leaving = store.begin("proxy-1", LEASE);
        store.write(leaving, List.of(call("one")), List.of());

        store.resign(leaving);

        assertThat(store.closeOrphans(call -> LostCalls.ended(call, START)).calls())
                .isEqualTo(1);
    }

    @Test
    void a_state_that_cannot_be_read_keeps_no_other_call_open() throws SQLException {
        store.write(store.begin("proxy-1", LEASE), List.of(call("foreign"), call("two")), List.of());
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE call.checkpoint SET state = '{}' WHERE call_id = 'foreign'");
        }
        store.begin("proxy-1", LEASE);

        Closed closed = store.closeOrphans(call -> LostCalls.ended(call, START));

        assertThat(closed.calls()).isEqualTo(1);
        assertThat(told()).containsExactly("two");
        assertThat(store.closeOrphans(call -> LostCalls.ended(call, START)).calls())
                .isZero();
    }

    @Test
    void a_call_that_no_last_fact_can_be_made_of_keeps_no_other_call_open() throws SQLException {
        store.write(store.begin("proxy-1", LEASE), List.of(call("bad"), call("two")), List.of());
        store.begin("proxy-1", LEASE);

        Closed closed = store.closeOrphans(CheckpointStoreTest::endedUnlessBad);

        assertThat(closed.calls()).isEqualTo(1);
        assertThat(told()).containsExactly("two");
        assertThat(store.find("bad")).isPresent();
    }

    @Test
    void a_state_that_cannot_be_read_is_told_without_what_its_caller_has_typed() throws SQLException {
        store.write(store.begin("proxy-1", LEASE), List.of(call("foreign")), List.of());
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    UPDATE call.checkpoint SET state = '{"plan":{"variables":{"PIN":"4711"},"later":{}}}'
                    """);
        }

        assertThatThrownBy(() -> store.find("foreign"))
                .hasNoCause()
                .hasMessageContaining("call foreign")
                .hasMessageContaining("later")
                .hasMessageNotContaining("4711");
    }

    private static Fact endedUnlessBad(Checkpoint call) {
        if (call.callId().equals("bad")) {
            throw new IllegalArgumentException("a bug");
        }
        return LostCalls.ended(call, START);
    }

    @Test
    void a_call_that_both_parties_have_left_is_closed_with_what_is_known() throws SQLException {
        store.write(store.begin("proxy-1", LEASE), List.of(call("left").with(List.of())), List.of());
        store.begin("proxy-1", LEASE);

        Closed closed = store.closeOrphans(call -> LostCalls.ended(call, START));

        assertThat(closed.calls()).isEqualTo(1);
        assertThat(told()).containsExactly("left");
    }

    @Test
    void the_last_fact_of_a_call_without_legs_has_the_figures_that_were_known() {
        var ended = (CallEnded) LostCalls.ended(call("left").with(List.of()), START.plusSeconds(90));

        assertThat(ended.callerLeg()).isEqualTo(new CallLeg("", List.of("ulaw"), Optional.of(FIGURES)));
        assertThat(ended.calleeLeg()).isEmpty();
        assertThat(ended.sipCallIds()).isEmpty();
    }

    private List<String> told() throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id FROM call.outbox ORDER BY id")) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        return ids;
    }

    private static Checkpoint call(String id) {
        return new Checkpoint(
                id,
                START,
                Optional.of(START.plusSeconds(3)),
                party("user1"),
                "200",
                new PlanStep("local", "200", 1, Map.of("DIALSTATUS", "")),
                Optional.of(party("user2")),
                List.of(leg("caller", "a@phone"), leg("callee", "b@carillon")),
                Optional.of(new MediaPlace("ws://127.0.0.1:8082/control", id, true)),
                List.of(
                        new LegMedia("caller", List.of("ulaw"), Optional.of(FIGURES)),
                        new LegMedia("callee", List.of("alaw"), Optional.empty())));
    }

    private static Party party(String account) {
        return new Party(account, Optional.of(account), Optional.of("A name"), Optional.of("100"));
    }

    private static LegState leg(String leg, String callId) {
        return new LegState(
                leg,
                "user1",
                callId,
                true,
                "ours",
                "theirs",
                "sip:200@192.0.2.1",
                "sip:user1@192.0.2.2",
                3,
                7,
                "sip:user1@192.0.2.2:5062",
                List.of("<sip:192.0.2.9;lr>"),
                "UDP",
                "192.0.2.2 5062",
                true,
                true,
                Optional.of(new SessionState(
                        Duration.ofMinutes(10), true, START.plusSeconds(300), START.plusSeconds(568))));
    }

    private static DataSource as(String role, TestDatabase.Database database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(role);
        source.setPassword(role);
        return source;
    }
}

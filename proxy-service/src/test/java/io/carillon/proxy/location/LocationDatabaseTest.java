package io.carillon.proxy.location;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.carillon.facts.schema.PublishedViews;
import io.carillon.testkit.Watch;
import io.carillon.testkit.parts.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Against real PostgreSQL, as the role that the proxy has. A table stands for the registrar's view, and the test itself tells
 * what is new; that the registrar's triggers do is shown there.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LocationDatabaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestDatabase.Database database = TestDatabase.shared();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong nanoTime = new AtomicLong();
    private final AgroalDataSource pool = pool();
    private final LocationDatabase location = new LocationDatabase(
            pool, new PublishedViews(pool, Optional.of(List.of("location.v1_binding"))), registry, nanoTime::get);

    private AgroalDataSource pool() {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(size -> size.maxSize(3)
                            .acquisitionTimeout(Duration.ofSeconds(2))
                            .exceptionSorter(new PostgreSQLExceptionSorter())
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.url())
                                    .principal(new NamePrincipal("proxy"))
                                    .credential(new SimplePassword("proxy")))));
        } catch (SQLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @BeforeEach
    void tables() throws SQLException {
        run(
                "CREATE SCHEMA location",
                "CREATE TABLE location.v1_binding (aor text PRIMARY KEY, contact text NOT NULL,"
                        + " path text[] NOT NULL DEFAULT '{}', source_address text, source_port int, q int,"
                        + " expires_at timestamptz NOT NULL DEFAULT now() + interval '1 hour')",
                "CREATE VIEW location.v1_binding_news AS SELECT 'location_binding'::text AS channel",
                "GRANT USAGE ON SCHEMA location TO proxy",
                "GRANT SELECT ON ALL TABLES IN SCHEMA location TO proxy",
                "INSERT INTO location.v1_binding (aor, contact) VALUES ('alice', 'sip:alice@here')");
    }

    @AfterEach
    void close() {
        location.close();
        pool.close();
    }

    private void run(String... statements) throws SQLException {
        as("carillon_migrator", statements);
    }

    private void as(String role, String... statements) throws SQLException {
        try (Connection connection = database.connect(role);
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    /** And nobody is told. */
    private void move() throws SQLException {
        run("UPDATE location.v1_binding SET contact = 'sip:alice@there'");
    }

    private void tell(String news) throws SQLException {
        run("SELECT pg_notify('location_binding', '" + news + "')");
    }

    private void listen() {
        location.follow(new StartupEvent());
        awaitHearing(Hearing.DEAF);
    }

    /** @param before the spell that is over */
    private void awaitHearing(long before) {
        Watch.until(
                "news of bindings to arrive",
                PATIENCE,
                () -> location.spell() > before,
                () -> "spell " + location.spell() + " after " + before);
    }

    private List<String> contacts() {
        return location.bindings("alice").stream().map(Binding::contact).toList();
    }

    private double answered(LocationDatabase.Answer answer) {
        return registry.get("carillon.location.lookups")
                .tag("answered", answer.name().toLowerCase(Locale.ROOT))
                .counter()
                .count();
    }

    @Test
    void the_next_call_is_answered_from_memory() {
        listen();
        contacts();

        List<String> next = contacts();

        assertThat(next).containsExactly("sip:alice@here");
        assertThat(answered(LocationDatabase.Answer.DATABASE)).isOne();
        assertThat(answered(LocationDatabase.Answer.MEMORY)).isOne();
    }

    @Test
    void who_hears_no_news_reads_for_every_call() throws SQLException {
        contacts();
        move();

        List<String> next = contacts();

        assertThat(next).containsExactly("sip:alice@there");
        assertThat(answered(LocationDatabase.Answer.DATABASE)).isEqualTo(2);
    }

    @Test
    void without_anything_to_listen_to_every_call_reads() throws Exception {
        run("DROP VIEW location.v1_binding_news");
        location.follow(new StartupEvent());
        contacts();
        move();

        assertThat(contacts()).containsExactly("sip:alice@there");
        assertThat(location.spell()).isEqualTo(Hearing.DEAF);
    }

    @Test
    void news_of_an_account_reach_its_next_calls() throws SQLException {
        listen();
        contacts();
        move();

        tell("alice");

        awaitContact("sip:alice@there");
    }

    @Test
    void that_everything_is_new_reaches_the_next_calls() throws SQLException {
        listen();
        contacts();
        move();

        tell("");

        awaitContact("sip:alice@there");
    }

    private void awaitContact(String contact) {
        Watch.until(
                "alice to be called at " + contact,
                PATIENCE,
                () -> contacts().equals(List.of(contact)),
                () -> contacts().toString());
    }

    @Test
    void who_has_registered_here_is_found_there_by_the_very_next_call() throws SQLException {
        listen();
        contacts();
        move();
        assertThat(contacts()).containsExactly("sip:alice@here");

        location.changed("alice");

        assertThat(contacts()).containsExactly("sip:alice@there");
    }

    @Test
    void a_binding_is_remembered_no_longer_than_it_lasts() throws SQLException {
        listen();
        run("UPDATE location.v1_binding SET expires_at = now() + interval '5 seconds'");
        contacts();
        run("DELETE FROM location.v1_binding");

        nanoTime.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(contacts()).isEmpty();
    }

    @Test
    void a_permanent_binding_is_remembered() throws SQLException {
        listen();
        run("UPDATE location.v1_binding SET expires_at = 'infinity'");
        contacts();

        assertThat(contacts()).containsExactly("sip:alice@here");
        assertThat(answered(LocationDatabase.Answer.MEMORY)).isOne();
    }

    @Test
    void nothing_stale_is_told_after_the_connection_that_listens_was_killed() throws SQLException {
        listen();
        long before = location.spell();
        contacts();

        as(
                "proxy",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND query = 'LISTEN \"location_binding\"'");
        Watch.until(
                "the loss to be noticed",
                PATIENCE,
                () -> location.spell() != before,
                () -> "spell " + location.spell());
        move();

        assertThat(contacts()).containsExactly("sip:alice@there");
        awaitHearing(before);
        contacts();
        double read = answered(LocationDatabase.Answer.DATABASE);
        assertThat(contacts()).containsExactly("sip:alice@there");
        assertThat(answered(LocationDatabase.Answer.DATABASE)).isEqualTo(read);
    }

    @Test
    void who_has_not_heard_himself_for_ten_seconds_listens_anew() throws SQLException {
        listen();
        long before = location.spell();
        contacts();
        move();

        nanoTime.addAndGet(Duration.ofSeconds(10).toNanos());

        assertThat(contacts()).containsExactly("sip:alice@there");
        awaitHearing(before);
    }

    @Test
    void while_the_database_is_away_a_phone_is_called_where_it_was() {
        contacts();
        pool.close();

        List<String> meanwhile = contacts();

        assertThat(meanwhile).containsExactly("sip:alice@here");
        assertThat(answered(LocationDatabase.Answer.STALE)).isOne();
    }

    @Test
    void a_phone_that_cannot_register_while_the_database_is_away_is_called_where_it_was() {
        contacts();
        location.changed("alice");
        pool.close();

        assertThat(contacts()).containsExactly("sip:alice@here");
    }

    @Test
    void while_the_database_is_away_a_phone_that_nobody_has_called_is_offline() {
        pool.close();

        assertThat(contacts()).isEmpty();
        assertThat(answered(LocationDatabase.Answer.NOWHERE)).isOne();
    }
}

package io.carillon.registrar.location;

import static io.carillon.registrar.registration.Registers.POLICY;
import static io.carillon.registrar.registration.Registers.register;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.carillon.registrar.registration.AddressOfRecord;
import io.carillon.registrar.registration.Registers;
import io.carillon.testkit.parts.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** What the database tells a proxy of bindings, whoever changes them (ADR 0025). */
@Timeout(60)
class BindingNewsTest {
    private static final AddressOfRecord ALICE = new AddressOfRecord("alice");
    private static final String DESK = "sip:alice@192.0.2.10:5062";
    private static final String SOFT = "sip:alice@192.0.2.11:5060";
    private static final String END = "that is all";

    private static TestDatabase.Database database;
    private static LocationSchema schema;
    private static AgroalDataSource pool;

    private BindingCommitter committer;
    private Connection proxy;

    @BeforeAll
    static void migrate() throws SQLException {
        database = TestDatabase.shared();
        schema = LocationSchema.in(database);
        pool = schema.pool();
    }

    @AfterAll
    static void closePool() {
        pool.close();
    }

    @BeforeEach
    void listen() throws SQLException {
        schema.execute("TRUNCATE location.binding, location.account, location.outbox");
        committer = new BindingCommitter(new LocationDatabase(pool), (_, _) -> {});
        String channel =
                schema.asProxy("SELECT channel FROM location.v1_binding_news").getFirst();
        proxy = database.connect("proxy");
        try (Statement statement = proxy.createStatement()) {
            statement.execute("LISTEN " + channel);
        }
    }

    @AfterEach
    void stop() throws SQLException {
        proxy.close();
        committer.close();
    }

    /** Notifications come in the order of commits. */
    private List<String> news() throws SQLException {
        schema.execute("SELECT pg_notify(channel, '" + END + "') FROM location.v1_binding_news");
        List<String> news = new ArrayList<>();
        while (true) {
            for (PGNotification told : proxy.unwrap(PGConnection.class).getNotifications(10_000)) {
                if (told.getParameter().equals(END)) {
                    return news;
                }
                news.add(told.getParameter());
            }
        }
    }

    private void commit(Registers request) throws Exception {
        commit(new BindingCommand.Register(ALICE, request.request(), POLICY));
    }

    private void commit(BindingCommand command) throws Exception {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        committer.submit(command, verdict::complete);
        assertThat(verdict.get(10, TimeUnit.SECONDS)).isInstanceOf(Verdict.Committed.class);
    }

    /** Registered, and told. */
    private void registered() throws Exception {
        commit(register().contact(DESK).expires(300).path("<sip:a;lr>"));
        news();
    }

    @Test
    void a_new_binding_is_news() throws Exception {
        commit(register().contact(DESK));

        assertThat(news()).containsExactly("alice");
    }

    @Test
    void another_binding_is_news_once() throws Exception {
        commit(register().contact(DESK).contact(SOFT));

        assertThat(news()).containsExactly("alice");
    }

    @Test
    void a_refresh_is_no_news() throws Exception {
        registered();

        commit(register().cseq(2).contact(DESK).expires(300).path("<sip:a;lr>").userAgent("Another"));

        assertThat(news()).isEmpty();
        assertThat(schema.texts("SELECT cseq FROM location.binding")).containsExactly("2");
    }

    @Test
    void a_refresh_on_another_way_is_news() throws Exception {
        registered();

        commit(register().cseq(2).contact(DESK).expires(300).path("<sip:b;lr>"));

        assertThat(news()).containsExactly("alice");
    }

    @Test
    void a_refresh_that_ends_sooner_is_news() throws Exception {
        registered();

        commit(register().cseq(2).contact(DESK).expires(60).path("<sip:a;lr>"));

        assertThat(news()).containsExactly("alice");
    }

    @Test
    void a_refresh_in_the_last_moment_is_news() throws Exception {
        registered();
        // Sooner than it was said, which is news of its own.
        schema.execute("UPDATE location.binding SET expires_at = now() + interval '1.9 seconds'");
        news();

        commit(register().cseq(2).contact(DESK).expires(300).path("<sip:a;lr>"));

        assertThat(news()).containsExactly("alice");
    }

    @Test
    void another_source_or_preference_is_news() throws Exception {
        registered();

        schema.execute("UPDATE location.binding SET source_port = 5099");
        schema.execute("UPDATE location.binding SET source_address = '192.0.2.99'");
        schema.execute("UPDATE location.binding SET q = 500");
        schema.execute("UPDATE location.binding SET contact = 'sip:alice@192.0.2.12'");

        assertThat(news()).containsExactly("alice", "alice", "alice", "alice");
    }

    @Test
    void a_binding_that_is_taken_away_is_news() throws Exception {
        registered();

        commit(register().cseq(2).contact(DESK).expires(0));

        assertThat(news()).containsExactly("alice");
    }

    @Test
    void a_binding_that_is_swept_is_news() throws Exception {
        registered();
        schema.execute("UPDATE location.binding SET expires_at = now() - interval '1 second'");
        news();

        commit(new BindingCommand.Expire(ALICE));

        assertThat(news()).containsExactly("alice");
    }

    @Test
    void a_binding_that_comes_back_before_it_was_swept_is_news() throws Exception {
        registered();
        schema.execute("UPDATE location.binding SET expires_at = now() - interval '1 second'");
        news();

        commit(register().cseq(2).contact(DESK).expires(300).path("<sip:a;lr>"));

        assertThat(news()).containsExactly("alice");
    }

    @Test
    void a_permanent_binding_is_news_when_it_is_made_moved_or_taken_away() throws Exception {
        schema.execute("INSERT INTO location.account (name, origin, type, realm, max_contacts, context, mailboxes,"
                + " codecs, dtmf_mode, force_rport, symmetric_media, direct_media, host)"
                + " VALUES ('gateway', 'file', 'peer', 'carillon', 1, 'default', '{}', '{}', 'rfc2833', 'no', 'no',"
                + " '{}', '192.0.2.50')");
        schema.execute("UPDATE location.account SET host = '192.0.2.51'");
        schema.execute("UPDATE location.account SET port = 5070");
        schema.execute("UPDATE location.account SET context = 'another'");
        schema.execute("DELETE FROM location.account");

        assertThat(news()).containsExactly("gateway", "gateway", "gateway", "gateway");
    }

    @Test
    void an_account_that_registers_is_no_news_by_itself() throws Exception {
        schema.execute("INSERT INTO location.account (name, origin, type, realm, max_contacts, context, mailboxes,"
                + " codecs, dtmf_mode, force_rport, symmetric_media, direct_media)"
                + " VALUES ('bob', 'file', 'friend', 'carillon', 1, 'default', '{}', '{}', 'rfc2833', 'no', 'no',"
                + " '{}')");
        schema.execute("DELETE FROM location.account");

        assertThat(news()).isEmpty();
    }

    @Test
    void an_emptied_table_is_news_of_everybody() throws Exception {
        registered();

        schema.execute("TRUNCATE location.binding");

        assertThat(news()).containsExactly("");
    }
}

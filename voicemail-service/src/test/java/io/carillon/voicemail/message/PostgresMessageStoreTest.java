package io.carillon.voicemail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.facts.FactJson;
import io.carillon.facts.Party;
import io.carillon.facts.VoicemailFact;
import io.carillon.facts.schema.Migrations;
import io.carillon.testkit.parts.TestDatabase;
import io.carillon.voicemail.capability.Capabilities;
import io.carillon.voicemail.mailbox.Mailbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresMessageStoreTest extends MessageStoreContract {
    private static final Map<Mailbox.Key, Integer> BOXES = Map.of(ANNE, 2, BERT, 2);
    private static final long QUOTA = 1_000_000;

    private static final TestDatabase.Database DATABASE = migrated();
    private static final DataSource SOURCE = source(DATABASE.url());

    private Instant now = Instant.parse("2026-01-05T10:00:00Z");
    private final List<MessageId> mailed = new ArrayList<>();
    private final List<RecordingSweep.Ending> endings = new ArrayList<>();
    private final List<Mailbox.Key> changed = new ArrayList<>();
    private final MailboxLimits limits = new MailboxLimits(PostgresMessageStoreTest::most, QUOTA, Duration.ofHours(1));
    private final Capabilities capabilities = new Capabilities(SOURCE, () -> now);
    private final ChangeWatch changes = new ChangeWatch(SOURCE, changed::add);
    private PostgresMessageStore store = store(SOURCE);

    private static TestDatabase.Database migrated() {
        TestDatabase.Database database = TestDatabase.shared();
        try {
            new Migrations(database.url(), "carillon_migrator", "carillon_migrator").migrate(List.of("voicemail"));
        } catch (SQLException away) {
            throw new AssertionError(away);
        }
        return database;
    }

    @BeforeEach
    void empty() throws SQLException {
        try (Connection connection = DATABASE.connect("carillon_migrator");
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE voicemail.sound, voicemail.outbox CASCADE");
        }
        capabilities.load();
        changes.look();
    }

    private static DataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser("voicemail");
        source.setPassword("voicemail");
        return source;
    }

    private static OptionalInt most(Mailbox.Key box) {
        return BOXES.containsKey(box) ? OptionalInt.of(2) : OptionalInt.empty();
    }

    private PostgresMessageStore store(DataSource from) {
        return new PostgresMessageStore(
                from,
                () -> now,
                limits,
                (connection, message, place) -> mailed.add(message.id()),
                capabilities,
                new PostgresMessageStore.Place("http://10.0.0.1:8083"),
                finished -> {});
    }

    private void sweep(Duration retention) {
        try (RecordingSweep sweep = sweeper(retention)) {
            sweep.round();
        } catch (SQLException away) {
            throw new AssertionError(away);
        }
    }

    private RecordingSweep sweeper(Duration retention) {
        Delivery delivery = new Delivery(limits, (connection, message, place) -> mailed.add(message.id()), () -> now);
        return new RecordingSweep(SOURCE, delivery, retention, () -> now, endings::add);
    }

    @Override
    MessageStore store() {
        return store;
    }

    @Override
    Chunks chunks() {
        return store;
    }

    @Override
    void abandon(Recording recording) {
        execute("UPDATE voicemail.recording SET lease_until = clock_timestamp() - interval '1 second' WHERE sound = '"
                + recording.id() + "'");
        sweep(Duration.ZERO);
    }

    private static void execute(String change) {
        try (Connection connection = SOURCE.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(change);
        } catch (SQLException away) {
            throw new AssertionError(away);
        }
    }

    @Override
    List<String> facts(MessageId message) {
        try (Connection connection = SOURCE.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT event::jsonb ->> 'type' FROM voicemail.outbox WHERE id LIKE ? ORDER BY position")) {
            statement.setString(1, message.text() + "%");
            List<String> types = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    types.add(rows.getString(1).replace("io.carillon.", ""));
                }
            }
            return types;
        } catch (SQLException away) {
            throw new AssertionError(away);
        }
    }

    @Test
    void whoever_mails_is_asked_in_the_same_transaction() {
        MessageId id = leave(ANNE, 1);

        assertThat(mailed).containsExactly(id);
    }

    @Test
    void a_recording_whose_lease_holds_is_left_alone() {
        Recording recording = store.begin(ANNE, message(), Duration.ZERO, Duration.ZERO);
        put(recording, 0);

        sweep(Duration.ZERO);

        assertThat(store.counts(ANNE)).isEqualTo(MailboxCounts.NONE);
        assertThat(put(recording, 1)).isEqualTo(Chunks.Taken.YES);
    }

    @Test
    void a_chunk_prolongs_the_lease() {
        Recording recording = store.begin(ANNE, message(), Duration.ZERO, Duration.ZERO);
        execute("UPDATE voicemail.recording SET lease_until = clock_timestamp() - interval '1 second'");
        put(recording, 0);

        sweep(Duration.ZERO);

        assertThat(endings).isEmpty();
    }

    @Test
    void after_an_absence_whoever_records_has_the_time_of_a_lease_to_come_back() throws SQLException {
        put(store.begin(ANNE, message(), Duration.ZERO, Duration.ZERO), 0);
        try (RecordingSweep sweep = sweeper(Duration.ZERO)) {
            for (int second = 0; second < 20; second++) {
                sweep.patientRound();
                now = now.plusSeconds(1);
            }
            execute("UPDATE voicemail.recording SET lease_until = clock_timestamp() - interval '1 second'");
            // PostgreSQL was away.
            now = now.plusSeconds(15);
            for (int second = 0; second < 10; second++) {
                sweep.patientRound();
                now = now.plusSeconds(1);
            }
            assertThat(endings).isEmpty();

            sweep.patientRound();
        }

        assertThat(endings).containsExactly(RecordingSweep.Ending.RESCUED);
    }

    @Test
    void what_the_sweep_finds_is_counted() {
        Recording heard = store.begin(ANNE, message(), Duration.ZERO, Duration.ZERO);
        put(heard, 0);
        abandon(heard);
        abandon(store.begin(ANNE, message(), Duration.ZERO, Duration.ZERO));

        assertThat(endings).containsExactly(RecordingSweep.Ending.RESCUED, RecordingSweep.Ending.LOST);
    }

    @Test
    void a_change_is_told_once_after_its_commit() throws SQLException {
        leave(ANNE, 1);
        changes.look();
        changes.look();

        assertThat(changed).containsExactly(ANNE);
    }

    @Test
    void a_change_that_is_committed_late_is_told_too() throws SQLException {
        try (Connection slow = SOURCE.getConnection()) {
            slow.setAutoCommit(false);
            Turn.take(slow, ANNE);
            store.delete(BERT, List.of());
            changes.look();
            assertThat(changed).containsExactly(BERT);

            slow.commit();
        }
        changes.look();

        assertThat(changed).containsExactly(BERT, ANNE);
    }

    @Test
    void old_messages_are_deleted_where_they_are_kept_for_a_time() {
        MessageId id = leave(ANNE, 1);
        sweep(Duration.ofDays(30));
        assertThat(store.message(ANNE, id)).isPresent();

        now = now.plus(Duration.ofDays(31));
        sweep(Duration.ofDays(30));

        assertThat(store.message(ANNE, id)).isEmpty();
        assertThat(facts(id)).containsExactly("MessageLeft", "MessageDeleted");
    }

    @Test
    void a_box_whose_quota_is_used_up_is_full() {
        MessageId id = leave(ANNE, 1);
        execute("UPDATE voicemail.sound SET bytes = " + QUOTA + " WHERE id = '" + id + "'");

        assertThat(store.full(ANNE)).isTrue();
    }

    @Test
    void deleting_leaves_no_sound_behind() {
        MessageId id = leave(ANNE, 3);
        store.delete(ANNE, List.of(id));

        assertThat(count("sound")).isZero();
        assertThat(count("sound_chunk")).isZero();
        assertThat(count("recording")).isZero();
    }

    @Test
    void the_fact_names_the_callers_account() throws SQLException {
        MessageId id = leave(ANNE, 1);

        assertThat(left(id).caller())
                .isEqualTo(new Party("zoe", Optional.of("zoe"), Optional.of("Zoé"), Optional.of("200")));
    }

    private static VoicemailFact.MessageLeft left(MessageId message) throws SQLException {
        try (Connection connection = SOURCE.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT event FROM voicemail.outbox WHERE id = ?")) {
            statement.setString(1, message.text());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return (VoicemailFact.MessageLeft)
                        FactJson.decode(row.getString(1)).orElseThrow();
            }
        }
    }

    @Test
    void a_caller_id_with_a_nul_is_stored_without_it() {
        Caller nasty = new Caller(Optional.of("a\0b"), Optional.of("1\0" + "2"));
        Recording recording =
                store.begin(ANNE, new Purpose.Message(nasty, "call\0", false, List.of()), Duration.ZERO, Duration.ZERO);
        put(recording, 0);
        store.finish(recording);

        assertThat(store.list(ANNE, Folder.NEW).getFirst().caller())
                .isEqualTo(new Caller(Optional.of("ab"), Optional.of("12")));
    }

    @Test
    void a_url_opens_its_sound_until_it_is_over() {
        MessageId id = leave(ANNE, 1);
        String url = store.soundUrl(id.sound());
        String key = url.substring(url.lastIndexOf('/') + 1);

        assertThat(url).startsWith("http://10.0.0.1:8083/sound/");
        assertThat(capabilities.sound(key)).contains(id.sound());
        assertThat(capabilities.mailbox(key)).isEmpty();
        assertThat(capabilities.sound(key.substring(0, key.length() - 2) + "xx"))
                .isEmpty();

        now = now.plus(Duration.ofHours(5));
        assertThat(capabilities.sound(key)).isEmpty();
    }

    @Test
    void without_postgresql_the_store_is_away() {
        store = store(source("jdbc:postgresql://127.0.0.1:1/nothing"));

        assertThatThrownBy(() -> store.counts(ANNE)).isInstanceOf(StoreAway.class);
    }

    private static long count(String table) {
        try (Connection connection = SOURCE.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM voicemail." + table)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException away) {
            throw new AssertionError(away);
        }
    }
}

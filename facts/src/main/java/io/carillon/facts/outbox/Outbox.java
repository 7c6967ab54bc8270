package io.carillon.facts.outbox;

import io.carillon.facts.Fact;
import io.carillon.facts.FactJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * The table {@code outbox} of one schema: facts wait there, in order, until Kafka has them. One a schema in a process, so that
 * whoever publishes from here hears of what is written from here. Thread-safe.
 *
 * <p>Order per key holds if whoever writes facts of one key takes turns before {@link #write}, for example because both
 * lock the same row: the table's sequence numbers are drawn by the insert and not by the commit.
 */
public final class Outbox {
    private static final Pattern SCHEMA = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private static final Map<String, Outbox> ALL = new ConcurrentHashMap<>();

    private final String schema;
    private final String insert;
    private final List<Runnable> publishers = new CopyOnWriteArrayList<>();

    private Outbox(String schema) {
        this.schema = schema;
        this.insert = "INSERT INTO " + schema + ".outbox (id, topic, key, event)"
                + " SELECT id, topic, key, event FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])"
                + " WITH ORDINALITY AS fact (id, topic, key, event, position) ORDER BY position";
    }

    /** Returns the outbox of a schema: {@code location}, {@code call}, {@code voicemail} or {@code configuration}. */
    public static Outbox of(String schema) {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("not the name of a schema: " + schema);
        }
        return ALL.computeIfAbsent(schema, Outbox::new);
    }

    /** Returns the schema's name. */
    public String schema() {
        return schema;
    }

    /**
     * Writes facts in the caller's transaction, as one statement with one round trip, in the collection's order. They
     * are told once the caller commits, and never if it rolls back.
     *
     * @throws SQLException if the database failed; the caller's transaction is then spoilt
     */
    public void write(Connection connection, Collection<? extends Fact> facts) throws SQLException {
        if (facts.isEmpty()) {
            return;
        }
        // Arrays of String go over the wire as they are; those of Object as one text, escaped here and read again
        // there.
        String[] ids = facts.stream().map(fact -> text(fact.id())).toArray(String[]::new);
        String[] topics = facts.stream().map(fact -> fact.topic().topicName()).toArray(String[]::new);
        String[] keys = facts.stream().map(fact -> text(fact.key())).toArray(String[]::new);
        String[] events = facts.stream().map(FactJson::encode).toArray(String[]::new);
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setArray(1, connection.createArrayOf("text", ids));
            statement.setArray(2, connection.createArrayOf("text", topics));
            statement.setArray(3, connection.createArrayOf("text", keys));
            statement.setArray(4, connection.createArrayOf("text", events));
            statement.executeUpdate();
        }
        publishers.forEach(Runnable::run);
    }

    /** Runs this, on the writer's thread, whenever this process has written something, which may soon be committed. */
    void onWrite(Runnable publisher) {
        publishers.add(publisher);
    }

    void notOnWrite(Runnable publisher) {
        publishers.remove(publisher);
    }

    /** What a phone sent may hold a NUL, which no text of PostgreSQL can; in the event it stands escaped. */
    private static String text(String value) {
        return value.indexOf('\0') < 0 ? value : value.replace("\0", "");
    }
}

package io.carillon.proxy.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.carillon.facts.Fact;
import io.carillon.facts.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Owners and checkpoints in PostgreSQL, schema {@code call}. Called on virtual threads; every method but {@link #write} is one
 * transaction.
 */
@ApplicationScoped
public class CheckpointStore {
    private static final Logger LOG = Logger.getLogger(CheckpointStore.class);

    /** Calls closed in one transaction: a lost proxy's thousands are closed in steps, and other proxies may help. */
    private static final int ORPHANS_AT_ONCE = 100;

    private static final Outbox OUTBOX = Outbox.of("call");

    private static final String BEGIN_LIFE = """
            INSERT INTO call.owner (instance, epoch, lease_until) VALUES (?, 1, now() + ? * interval '1 millisecond')
            ON CONFLICT (instance) DO UPDATE SET epoch = owner.epoch + 1, lease_until = excluded.lease_until
            RETURNING epoch
            """;
    private static final String RENEW = """
            UPDATE call.owner SET lease_until = now() + ? * interval '1 millisecond' WHERE instance = ? AND epoch = ?
            """;
    private static final String RESIGN = "UPDATE call.owner SET lease_until = now() WHERE instance = ? AND epoch = ?";
    /** Writes only in the name of the life that the owner still leads. */
    private static final String SAVE = """
            INSERT INTO call.checkpoint (call_id, instance, epoch, state, updated_at)
            SELECT c.call_id, o.instance, o.epoch, c.state, now()
            FROM unnest(?, ?) AS c (call_id, state), call.owner o WHERE o.instance = ? AND o.epoch = ?
            ON CONFLICT (call_id) DO UPDATE SET instance = excluded.instance, epoch = excluded.epoch,
                state = excluded.state, updated_at = excluded.updated_at
            WHERE checkpoint.instance = excluded.instance AND checkpoint.epoch <= excluded.epoch
            """;

    private static final String FORGET = "DELETE FROM call.checkpoint WHERE call_id = ANY (?) AND instance = ?";
    /** A higher epoch fences whoever was only slow: it can save nothing any more. */
    private static final String FENCE =
            "UPDATE call.owner SET epoch = epoch + 1, lease_until = 'infinity' WHERE lease_until < now()";

    private static final String ORPHANS = """
            SELECT c.call_id, c.state FROM call.checkpoint c LEFT JOIN call.owner o ON o.instance = c.instance
            WHERE (o.instance IS NULL OR o.epoch > c.epoch) AND NOT c.call_id = ANY (?)
            LIMIT ? FOR UPDATE OF c SKIP LOCKED
            """;
    private static final String CLOSE = "DELETE FROM call.checkpoint WHERE call_id = ANY (?)";
    private static final String FIND = "SELECT state FROM call.checkpoint WHERE call_id = ?";

    private final DataSource database;
    private final Set<String> unclosable = ConcurrentHashMap.newKeySet();
    private final ObjectMapper json =
            new ObjectMapper().registerModule(new JavaTimeModule()).registerModule(new Jdk8Module());

    CheckpointStore(DataSource database) {
        this.database = database;
    }

    /** Begins a new life of this instance: whatever its earlier ones have left is orphaned. */
    public Owner begin(String instance, Duration lease) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(BEGIN_LIFE)) {
            statement.setString(1, instance);
            statement.setLong(2, lease.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Owner(instance, row.getLong(1));
            }
        }
    }

    /** False if the owner was taken to be lost and its calls are closed or taken over. */
    public boolean renew(Owner owner, Duration lease) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(RENEW)) {
            statement.setLong(1, lease.toMillis());
            statement.setString(2, owner.instance());
            statement.setLong(3, owner.epoch());
            return statement.executeUpdate() == 1;
        }
    }

    /** The process stops in order: whatever it has left may be closed at once. */
    public void resign(Owner owner) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(RESIGN)) {
            statement.setString(1, owner.instance());
            statement.setLong(2, owner.epoch());
            statement.executeUpdate();
        }
    }

    /**
     * Saves many calls, then forgets many, each at once and for itself: where it fails, both may be done again. Nothing is saved
     * for an owner that leads another life by now.
     */
    public void write(Owner owner, Collection<Checkpoint> changed, Collection<String> ended) throws SQLException {
        try (Connection connection = database.getConnection()) {
            if (!changed.isEmpty()) {
                save(connection, owner, changed);
            }
            if (!ended.isEmpty()) {
                try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
                    statement.setArray(1, connection.createArrayOf("text", ended.toArray(String[]::new)));
                    statement.setString(2, owner.instance());
                    statement.executeUpdate();
                }
            }
        }
    }

    private void save(Connection connection, Owner owner, Collection<Checkpoint> changed) throws SQLException {
        List<String> ids = new ArrayList<>(changed.size());
        List<String> states = new ArrayList<>(changed.size());
        for (Checkpoint checkpoint : changed) {
            ids.add(checkpoint.callId());
            states.add(encode(checkpoint));
        }
        try (PreparedStatement statement = connection.prepareStatement(SAVE)) {
            statement.setArray(1, connection.createArrayOf("text", ids.toArray(String[]::new)));
            statement.setArray(2, connection.createArrayOf("text", states.toArray(String[]::new)));
            statement.setString(3, owner.instance());
            statement.setLong(4, owner.epoch());
            statement.executeUpdate();
        }
    }

    /** The stored state of a call, if there is one. */
    public Optional<Checkpoint> find(String callId) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, callId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(decode(callId, row.getString(1))) : Optional.empty();
            }
        }
    }

    /** @param more whether there may be others to be closed */
    public record Closed(int calls, boolean more) {}

    /**
     * Closes up to {@value #ORPHANS_AT_ONCE} calls whose owner is lost, each with the fact that `last` makes of it. A state that cannot be read (another version wrote it), or that
     * `last` makes nothing of, is left where it is, and told once.
     */
    public Closed closeOrphans(Function<Checkpoint, Fact> last) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Closed closed = closeOrphans(connection, last);
                connection.commit();
                return closed;
            } catch (SQLException | RuntimeException failure) {
                connection.rollback();
                throw failure;
            }
        }
    }

    private Closed closeOrphans(Connection connection, Function<Checkpoint, Fact> last) throws SQLException {
        try (PreparedStatement fence = connection.prepareStatement(FENCE)) {
            fence.executeUpdate();
        }
        int found = 0;
        List<String> ids = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ORPHANS)) {
            statement.setArray(1, connection.createArrayOf("text", unclosable.toArray()));
            statement.setInt(2, ORPHANS_AT_ONCE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found++;
                    String id = row.getString(1);
                    lastFact(id, row.getString(2), last).ifPresent(fact -> {
                        ids.add(id);
                        facts.add(fact);
                    });
                }
            }
        }
        if (!ids.isEmpty()) {
            OUTBOX.write(connection, facts);
            try (PreparedStatement statement = connection.prepareStatement(CLOSE)) {
                statement.setArray(1, connection.createArrayOf("text", ids.toArray(String[]::new)));
                statement.executeUpdate();
            }
        }
        return new Closed(ids.size(), found == ORPHANS_AT_ONCE);
    }

    /** One call that nothing can be made of must not hold up all others, in this round and every other. */
    private Optional<Fact> lastFact(String callId, String state, Function<Checkpoint, Fact> last) {
        try {
            Checkpoint call = decode(callId, state);
            if (!callId.equals(call.callId())) {
                throw new IllegalStateException("its state is that of another call");
            }
            return Optional.of(last.apply(call));
        } catch (RuntimeException foreign) {
            LOG.errorf(foreign, "Call %s of a lost proxy is not closed", callId);
            unclosable.add(callId);
            return Optional.empty();
        }
    }

    private String encode(Checkpoint checkpoint) {
        try {
            return json.writeValueAsString(checkpoint);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a checkpoint is plain data", impossible);
        }
    }

    /** Whoever logs what this throws tells nothing of the plan's variables, among which are PINs, and Jackson would cite them. */
    @SuppressWarnings("UnusedException")
    private Checkpoint decode(String callId, String state) {
        try {
            return json.readValue(state, Checkpoint.class);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException(
                    "the state of call " + callId + " cannot be read by this version: " + foreign.getOriginalMessage());
        }
    }
}

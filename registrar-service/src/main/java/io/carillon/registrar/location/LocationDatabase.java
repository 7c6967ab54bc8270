package io.carillon.registrar.location;

import io.carillon.facts.RegistrationFact;
import io.carillon.facts.outbox.Outbox;
import io.carillon.registrar.registration.AddressOfRecord;
import io.carillon.registrar.registration.Binding;
import io.carillon.registrar.registration.Change;
import io.carillon.registrar.registration.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Bindings in PostgreSQL, schema {@code location}. Blocks; safe for any number of threads and replicas: whoever changes
 * an address-of-record holds its advisory lock, and locks are taken in the order of names.
 */
public final class LocationDatabase {
    private static final Outbox OUTBOX = Outbox.of("location");
    private static final int VALID_WITHIN_SECONDS = 1;

    private final DataSource source;

    public LocationDatabase(DataSource source) {
        this.source = source;
    }

    /**
     * Applies commands in one transaction, those of one address-of-record in the order given, and returns their
     * outcomes in that order too. When this returns, they are committed.
     *
     * @throws SQLException if nothing is known to be committed
     */
    List<Outcome> apply(List<BindingCommand> commands) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<Outcome> outcomes = apply(connection, commands);
                connection.commit();
                return outcomes;
            } catch (SQLException | RuntimeException failure) {
                rollBack(connection, failure);
                throw failure;
            }
        }
    }

    /** In the caller's transaction. */
    public static List<Outcome> apply(Connection connection, List<BindingCommand> commands) throws SQLException {
        NavigableMap<AddressOfRecord, List<Integer>> turns = new TreeMap<>();
        for (int i = 0; i < commands.size(); i++) {
            turns.computeIfAbsent(commands.get(i).aor(), _ -> new ArrayList<>(1))
                    .add(i);
        }
        BindingTable.Stored stored = BindingTable.lock(connection, turns.keySet());
        Outcome[] outcomes = new Outcome[commands.size()];
        Edits edits = Edits.none();
        List<RegistrationFact> facts = new ArrayList<>();
        turns.forEach((aor, indexes) -> {
            List<Binding> bindings = stored.of(aor);
            for (int index : indexes) {
                Outcome outcome = commands.get(index).on(bindings, stored.now());
                outcomes[index] = outcome;
                if (outcome instanceof Outcome.Accepted(List<Binding> after, List<Change> changes)) {
                    bindings = after;
                    tell(facts, aor, changes, stored.now());
                }
            }
            edits.add(aor, stored.of(aor), bindings);
        });
        BindingTable.write(connection, edits);
        OUTBOX.write(connection, facts);
        return List.of(outcomes);
    }

    /** The living bindings of an account as they are now. */
    public List<Binding> bindings(AddressOfRecord aor) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return BindingTable.read(connection, aor);
        }
    }

    /** Whether the database can be used again. */
    boolean isReachable() {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(VALID_WITHIN_SECONDS);
        } catch (SQLException away) {
            return false; // what is wrong was logged when it went away
        }
    }

    private static void tell(
            Collection<RegistrationFact> facts, AddressOfRecord aor, List<Change> changes, Instant now) {
        for (Change change : changes) {
            RegistrationFacts.of(aor, change, now).ifPresent(facts::add);
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException gone) {
            failure.addSuppressed(gone);
        }
    }
}

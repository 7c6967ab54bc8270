package io.carillon.registrar.location;

import io.carillon.facts.RegistrationFact;
import io.carillon.facts.outbox.Outbox;
import io.carillon.registrar.location.Edits.Row;
import io.carillon.registrar.location.Verdict.Committed;
import io.carillon.registrar.registration.AddressOfRecord;
import io.carillon.registrar.registration.Binding;
import io.carillon.registrar.registration.Change;
import io.carillon.registrar.registration.Outcome;
import io.carillon.registrar.registration.PlainRefresh;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Bindings in PostgreSQL, schema {@code location}. Blocks; safe for any number of threads and replicas.
 *
 * <p>Whoever changes which bindings an address-of-record has holds its advisory lock and its rows; a refresh in place
 * holds the row it refreshes. Both take what they need in the order of names, so that nobody waits in a circle.
 */
@Singleton
public final class LocationDatabase {
    private static final Outbox OUTBOX = Outbox.of("location");
    private static final int VALID_WITHIN_SECONDS = 1;

    private final DataSource source;

    public LocationDatabase(DataSource source) {
        this.source = source;
    }

    /**
     * Commits, with one statement and one round trip, those refreshes that need nothing else: most of what phones send.
     *
     * @param refreshes at most one an address-of-record
     * @return what was committed; the others are for {@link #change}
     * @throws SQLException if nothing is known to be committed
     */
    Map<AddressOfRecord, Committed> refresh(SortedMap<AddressOfRecord, PlainRefresh> refreshes) throws SQLException {
        List<Row> rows = new ArrayList<>(refreshes.size());
        refreshes.forEach((aor, refresh) -> rows.add(new Row(aor, refresh.of(0, Instant.EPOCH, Instant.EPOCH))));
        RefreshInPlace result = new RefreshInPlace(refreshes);
        try (Connection connection = source.getConnection()) {
            BindingTable.refresh(connection, rows, result);
        }
        return result.committed();
    }

    /**
     * Applies commands in one transaction, those of one address-of-record in the order given, and returns what became
     * of them in that order too.
     *
     * @throws SQLException if nothing is known to be committed
     */
    List<Committed> change(List<BindingCommand> commands) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<Committed> outcomes = change(connection, commands);
                connection.commit();
                return outcomes;
            } catch (SQLException | RuntimeException failure) {
                rollBack(connection, failure);
                throw failure;
            }
        }
    }

    /** In the caller's transaction. */
    public static List<Committed> change(Connection connection, List<BindingCommand> commands) throws SQLException {
        NavigableMap<AddressOfRecord, List<Integer>> turns = new TreeMap<>();
        for (int i = 0; i < commands.size(); i++) {
            turns.computeIfAbsent(commands.get(i).aor(), _ -> new ArrayList<>(1))
                    .add(i);
        }
        BindingTable.Stored stored = BindingTable.lock(connection, turns.keySet());
        Committed[] outcomes = new Committed[commands.size()];
        Edits edits = Edits.none();
        List<RegistrationFact> facts = new ArrayList<>();
        turns.forEach((aor, indexes) -> {
            List<Binding> bindings = stored.of(aor);
            for (int index : indexes) {
                Outcome outcome = commands.get(index).on(bindings, stored.now());
                outcomes[index] = new Committed(outcome, stored.now());
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

    /** Some accounts whose bindings have run out. */
    List<AddressOfRecord> expired(int limit) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return BindingTable.expired(connection, limit);
        }
    }

    /** Some that have bindings without being accounts that may have any: deleted while a REGISTER was under way. */
    List<AddressOfRecord> strays(int limit) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return BindingTable.strays(connection, limit);
        }
    }

    /** How many bindings there are now. */
    long count() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return BindingTable.count(connection);
        }
    }

    /** Whether the database can be used again. */
    public boolean isReachable() {
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

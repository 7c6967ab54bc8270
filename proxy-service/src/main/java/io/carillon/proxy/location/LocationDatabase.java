package io.carillon.proxy.location;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads an account's bindings by key for every call, all that are asked for at a time together ({@link LookupLane}). What was
 * read last is kept and serves only while PostgreSQL is away or slow, with its age in the log. Called on virtual threads.
 */
@ApplicationScoped
public class LocationDatabase {
    private static final Logger LOG = Logger.getLogger(LocationDatabase.class);

    private static final String BINDINGS = """
            SELECT aor, contact, path, source_address, source_port FROM location.v1_binding
            WHERE aor = ANY(?) ORDER BY q DESC NULLS LAST
            """;

    private final DataSource database;
    private final InstantSource clock;
    private final Memory memory = new Memory();
    private final LookupLane lane;

    private record Remembered(List<Binding> bindings, Instant at) {}

    /** The bindings read last, the least recently called forgotten first. */
    private static final class Memory {
        /** About 20 MB: enough for the phones that are called at all while PostgreSQL is away. */
        private static final int LIMIT = 50_000;

        private final ReentrantLock lock = new ReentrantLock();
        private final Map<String, Remembered> byAccount = new LinkedHashMap<>(1024, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
                return size() > LIMIT;
            }
        };

        void put(String account, Remembered bindings) {
            lock.lock();
            try {
                byAccount.put(account, bindings);
            } finally {
                lock.unlock();
            }
        }

        @Nullable
        Remembered get(String account) {
            lock.lock();
            try {
                return byAccount.get(account);
            } finally {
                lock.unlock();
            }
        }
    }

    LocationDatabase(DataSource database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.lane = LookupLane.start(this::read, System::nanoTime);
    }

    @PreDestroy
    void close() {
        lane.close();
    }

    /**
     * The bindings that have not expired, the most preferred first; empty when the account cannot be reached. Waits for as long
     * as {@link LookupLane#lookUp} says.
     */
    public List<Binding> bindings(String account) {
        return switch (lane.lookUp(account).join()) {
            case LookupLane.Found.Bindings(List<Binding> found) -> {
                memory.put(account, new Remembered(found, clock.instant()));
                yield found;
            }
            case LookupLane.Found.Away(String why) -> recall(account, why);
        };
    }

    private List<Binding> recall(String account, String why) {
        Remembered last = memory.get(account);
        if (last == null) {
            LOG.warnf("%s is taken to be offline: the location database is away (%s)", account, why);
            return List.of();
        }
        LOG.warnf(
                "%s is called where it was %d s ago: the location database is away (%s)",
                account, Duration.between(last.at(), clock.instant()).toSeconds(), why);
        return last.bindings();
    }

    private Map<String, List<Binding>> read(Set<String> accounts) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(BINDINGS)) {
            statement.setArray(1, connection.createArrayOf("text", accounts.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                Map<String, List<Binding>> bindings = new HashMap<>();
                while (row.next()) {
                    bindings.computeIfAbsent(row.getString("aor"), _ -> new ArrayList<>())
                            .add(binding(row));
                }
                return bindings;
            }
        }
    }

    private static Binding binding(ResultSet row) throws SQLException {
        int port = row.getInt("source_port");
        return new Binding(
                row.getString("contact"),
                List.of((String[]) row.getArray("path").getArray()),
                Optional.ofNullable(row.getString("source_address")),
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port));
    }
}

package io.carillon.proxy.location;

import io.carillon.facts.schema.PublishedViews;
import io.carillon.protocol.datagram.CarriedThread;
import io.carillon.proxy.location.LookupLane.Found;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where accounts can be reached. What was read is remembered until news of it come ({@link BindingNews}, ADR 0025); everything
 * else is read by key, all that is asked for at a time together ({@link LookupLane}). While PostgreSQL is away or slow, what was
 * read last serves, with its age in the log. Called on virtual threads.
 */
@ApplicationScoped
public class LocationDatabase {
    private static final Logger LOG = Logger.getLogger(LocationDatabase.class);

    /** A permanent binding ends at infinity, from which nothing can be taken away: it is read again once a day. */
    private static final String BINDINGS = """
            SELECT aor, contact, path, source_address, source_port,
                   extract(epoch FROM least(expires_at, now() + interval '1 day') - now())::float8 AS seconds_left
            FROM location.v1_binding
            WHERE aor = ANY(?) ORDER BY q DESC NULLS LAST
            """;

    private final DataSource database;
    private final PublishedViews views;
    private final Hearing hearing;
    private final BindingMemory memory;
    private final LookupLane lane;
    private final Map<Answer, Counter> answers = new EnumMap<>(Answer.class);
    private volatile @Nullable BindingNews news;

    /** Where a look-up was answered. */
    enum Answer {
        MEMORY,
        DATABASE,
        /** From memory while PostgreSQL was away. */
        STALE,
        /** PostgreSQL was away, and nothing was remembered. */
        NOWHERE
    }

    @Inject
    LocationDatabase(DataSource database, PublishedViews views, MeterRegistry registry) {
        this(database, views, registry, System::nanoTime);
    }

    LocationDatabase(DataSource database, PublishedViews views, MeterRegistry registry, LongSupplier nanoTime) {
        this.database = database;
        this.views = views;
        this.hearing = new Hearing(nanoTime);
        this.memory = new BindingMemory(hearing, nanoTime);
        this.lane = LookupLane.start(this::read, System::nanoTime);
        for (Answer answer : Answer.values()) {
            answers.put(
                    answer,
                    Counter.builder("carillon.location.lookups")
                            .description("Look-ups of an account's bindings, by where they were answered")
                            .tag("answered", answer.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    void follow(@Observes StartupEvent event) {
        news = BindingNews.start(database, views, hearing, memory::changed);
    }

    @PreDestroy
    void close() {
        BindingNews following = news;
        if (following != null) {
            following.close();
        }
        lane.close();
    }

    /**
     * The bindings that have not expired, the most preferred first; empty when the account cannot be reached. Waits for nothing
     * where they are remembered, else for as long as {@link LookupLane#lookUp} says.
     */
    public List<Binding> bindings(String account) {
        Optional<List<Binding>> remembered = memory.current(account);
        if (remembered.isPresent()) {
            count(Answer.MEMORY);
            return remembered.get();
        }
        BindingMemory.Reading reading = memory.begin(account);
        return switch (CarriedThread.join(lane.lookUp(account))) {
            case Found.Bindings found -> {
                count(Answer.DATABASE);
                memory.keep(reading, found);
                yield found.bindings();
            }
            case Found.Away(String why) -> recall(account, why);
        };
    }

    /** The account has just registered: whoever asks from now on is told of that. Any thread, at once. */
    public void changed(String account) {
        memory.changed(account);
    }

    /** The spell in which news arrive, for tests. */
    long spell() {
        return hearing.spell();
    }

    private List<Binding> recall(String account, String why) {
        Optional<BindingMemory.Old> last = memory.last(account);
        if (last.isEmpty()) {
            count(Answer.NOWHERE);
            LOG.warnf("%s is taken to be offline: the location database is away (%s)", account, why);
            return List.of();
        }
        count(Answer.STALE);
        LOG.warnf(
                "%s is called where it was %d s ago: the location database is away (%s)",
                account, last.get().age().toSeconds(), why);
        return last.get().bindings();
    }

    private void count(Answer answer) {
        Counter counter = answers.get(answer);
        if (counter != null) {
            counter.increment();
        }
    }

    private Map<String, Found.Bindings> read(Set<String> accounts) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(BINDINGS)) {
            statement.setArray(1, connection.createArrayOf("text", accounts.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                Map<String, Rows> found = new HashMap<>();
                while (row.next()) {
                    found.computeIfAbsent(row.getString("aor"), _ -> new Rows()).add(row);
                }
                Map<String, Found.Bindings> bindings = HashMap.newHashMap(found.size());
                found.forEach((account, rows) -> bindings.put(account, rows.found()));
                return bindings;
            }
        }
    }

    /** Of one account. */
    private static final class Rows {
        private final List<Binding> bindings = new ArrayList<>(1);
        private double secondsLeft = Double.MAX_VALUE;

        void add(ResultSet row) throws SQLException {
            bindings.add(binding(row));
            secondsLeft = Math.min(secondsLeft, row.getDouble("seconds_left"));
        }

        Found.Bindings found() {
            return new Found.Bindings(bindings, Duration.ofNanos((long) (secondsLeft * TimeUnit.SECONDS.toNanos(1))));
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

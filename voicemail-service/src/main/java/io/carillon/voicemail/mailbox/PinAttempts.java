package io.carillon.voicemail.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tries PINs, and makes guessing useless: wrong ones of a mailbox are counted in its row, so that telephone and HTTP, all
 * replicas and their next lives count together. From the third in a row the next is looked at only a second later, then two,
 * four, eight; from the tenth, a quarter of an hour later. Ten thousand PINs of four digits so take a hundred days. An
 * hour without a wrong one forgives, and so does the right one. Attempts at one mailbox take turns.
 *
 * <p>Blocks; any thread. While PostgreSQL is away no PIN is right.
 */
@ApplicationScoped
public class PinAttempts {
    private static final Logger LOG = Logger.getLogger(PinAttempts.class);
    /** People mistype. */
    private static final int AT_ONCE = 2;

    private static final int LOCKED_FROM = 10;
    private static final Duration LOCK = Duration.ofMinutes(15);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(8);
    private static final Duration FORGIVEN = Duration.ofHours(1);

    /** So that a mailbox that is not there takes as long as one that is. */
    private static final SlowHash NOBODYS = SlowHash.of("");

    private static final String LOOK = """
            SELECT pin, extract(epoch FROM pin_not_before - clock_timestamp()) AS wait,
                   CASE WHEN pin_failed_at > clock_timestamp() - make_interval(secs => ?) THEN pin_failures ELSE 0 END AS failures
              FROM voicemail.mailbox WHERE context = ? AND number = ? AND configured FOR UPDATE""";
    private static final String FAIL = """
            UPDATE voicemail.mailbox SET pin_failures = ?, pin_failed_at = clock_timestamp(),
                   pin_not_before = clock_timestamp() + make_interval(secs => ?)
             WHERE context = ? AND number = ?""";
    private static final String FORGIVE = """
            UPDATE voicemail.mailbox SET pin_failures = 0, pin_failed_at = NULL, pin_not_before = NULL
             WHERE context = ? AND number = ? AND pin_failures > 0""";

    private final DataSource database;

    /** What became of an attempt. */
    public sealed interface Outcome {
        record Right() implements Outcome {}

        record Wrong() implements Outcome {}

        /** It was not looked at, and does not count. */
        record Later(Duration delay) implements Outcome {}
    }

    private record Row(@Nullable String pin, Duration delay, int failures) {}

    @Inject
    PinAttempts(DataSource database) {
        this.database = database;
    }

    /** Takes tens of milliseconds of CPU, unless the attempt comes too early. */
    public Outcome check(Mailbox.Key box, String digits) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Outcome outcome = check(connection, box, digits);
                connection.commit();
                return outcome;
            } finally {
                // Of what is committed nothing is left to be rolled back.
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException away) {
            LOG.warnf("PostgreSQL is away: a PIN of %s@%s could not be looked at", box.number(), box.context());
            return new Outcome.Wrong();
        }
    }

    private static Outcome check(Connection connection, Mailbox.Key box, String digits) throws SQLException {
        Optional<Row> found = look(connection, box);
        if (found.isEmpty()) {
            NOBODYS.matches(digits);
            return new Outcome.Wrong();
        }
        Row row = found.get();
        if (row.delay().isPositive()) {
            return new Outcome.Later(row.delay());
        }
        @Nullable String pin = row.pin();
        if (pin != null && new SlowHash(pin).matches(digits)) {
            forgive(connection, box);
            return new Outcome.Right();
        }
        fail(connection, box, row.failures() + 1);
        return new Outcome.Wrong();
    }

    private static Optional<Row> look(Connection connection, Mailbox.Key box) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            statement.setLong(1, FORGIVEN.toSeconds());
            statement.setString(2, box.context());
            statement.setString(3, box.number());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Duration wait = Duration.ofMillis(Math.round(row.getDouble("wait") * 1000));
                return Optional.of(new Row(row.getString("pin"), wait, row.getInt("failures")));
            }
        }
    }

    private static void fail(Connection connection, Mailbox.Key box, int failures) throws SQLException {
        Duration delay = delay(failures);
        try (PreparedStatement statement = connection.prepareStatement(FAIL)) {
            statement.setInt(1, failures);
            statement.setLong(2, delay.toSeconds());
            statement.setString(3, box.context());
            statement.setString(4, box.number());
            statement.executeUpdate();
        }
        if (failures == LOCKED_FROM) {
            LOG.warnf(
                    "%d wrong PINs for %s@%s: none is looked at for %d minutes",
                    failures, box.number(), box.context(), LOCK.toMinutes());
        }
    }

    /** How long no PIN is looked at after so many wrong ones. */
    static Duration delay(int failures) {
        if (failures >= LOCKED_FROM) {
            return LOCK;
        }
        if (failures <= AT_ONCE) {
            return Duration.ZERO;
        }
        Duration delay = Duration.ofSeconds(1L << (failures - AT_ONCE - 1));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    private static void forgive(Connection connection, Mailbox.Key box) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGIVE)) {
            statement.setString(1, box.context());
            statement.setString(2, box.number());
            statement.executeUpdate();
        }
    }
}

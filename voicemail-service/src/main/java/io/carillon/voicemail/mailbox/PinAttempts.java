package io.carillon.voicemail.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tries PINs, and makes guessing useless by {@link PinAllowance}. Wrong ones are counted in PostgreSQL, so that all replicas and
 * their next lives count together. A phone of the owner's own, which is one whose account has {@code mailbox=}, is counted by
 * itself; everybody else, by telephone and over HTTP, together: so whoever guesses locks others out, and not the owner. The right PIN
 * forgives those that are counted with it. Attempts at one mailbox take turns.
 *
 * <p>Blocks; any thread. While PostgreSQL is away no PIN is right.
 */
@ApplicationScoped
public class PinAttempts {
    private static final Logger LOG = Logger.getLogger(PinAttempts.class);

    /** Everybody but the owner's phones. */
    private static final String OTHERS = "";

    /** So that a mailbox that is not there takes as long as one that is. */
    private static final SlowHash NOBODYS = SlowHash.of("");

    private static final String TURN =
            "SELECT pin FROM voicemail.mailbox WHERE context = ? AND number = ? AND configured FOR UPDATE";
    private static final String OWNS = "SELECT FROM location.v1_account_mailbox WHERE account = ? AND mailbox = ?";
    private static final String LOOK = """
            SELECT clock_timestamp() AS now, failures, failed_at, not_before
              FROM (VALUES (?, ?, ?)) AS asked (context, number, account)
              LEFT JOIN voicemail.pin_attempts USING (context, number, account)""";
    private static final String FAIL = """
            INSERT INTO voicemail.pin_attempts (context, number, account, failures, failed_at, not_before)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (context, number, account) DO UPDATE
            SET failures = excluded.failures, failed_at = excluded.failed_at, not_before = excluded.not_before""";
    private static final String FORGIVE =
            "DELETE FROM voicemail.pin_attempts WHERE context = ? AND number = ? AND account = ?";

    private final DataSource database;

    /** What became of an attempt. */
    public sealed interface Outcome {
        record Right() implements Outcome {}

        record Wrong() implements Outcome {}

        /** It was not looked at, and does not count. */
        record Later(Duration delay) implements Outcome {}
    }

    /** @param pin none: nobody can listen */
    private record Turn(Optional<SlowHash> pin) {}

    /** Who is counted together. */
    private record Counted(Mailbox.Key box, String account) {}

    /** @param now by PostgreSQL's clock, which all replicas share */
    private record Look(Instant now, PinAllowance allowance) {}

    @Inject
    PinAttempts(DataSource database) {
        this.database = database;
    }

    /**
     * Takes tens of milliseconds of CPU, unless the attempt comes too early.
     *
     * @param account whose phone it comes from, if it comes from one of ours
     */
    public Outcome check(Mailbox.Key box, String digits, Optional<String> account) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Outcome outcome = check(connection, box, digits, account);
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

    private static Outcome check(Connection connection, Mailbox.Key box, String digits, Optional<String> account)
            throws SQLException {
        Optional<Turn> turn = takeTurn(connection, box);
        if (turn.isEmpty()) {
            NOBODYS.matches(digits);
            return new Outcome.Wrong();
        }
        String own = account.isPresent() && owns(connection, account.get(), box) ? account.get() : OTHERS;
        Counted counted = new Counted(box, own);
        Look look = look(connection, counted);
        Duration delay = look.allowance().delay(look.now());
        if (delay.isPositive()) {
            return new Outcome.Later(delay);
        }
        if (turn.get().pin().filter(pin -> pin.matches(digits)).isPresent()) {
            forgive(connection, counted);
            return new Outcome.Right();
        }
        fail(connection, counted, look.allowance().afterWrong(look.now()));
        return new Outcome.Wrong();
    }

    private static Optional<Turn> takeTurn(Connection connection, Mailbox.Key box) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TURN)) {
            statement.setString(1, box.context());
            statement.setString(2, box.number());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                @Nullable String pin = row.getString("pin");
                return Optional.of(new Turn(Optional.ofNullable(pin).map(SlowHash::new)));
            }
        }
    }

    private static boolean owns(Connection connection, String account, Mailbox.Key box) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OWNS)) {
            statement.setString(1, account);
            statement.setString(2, box.number() + "@" + box.context());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static Look look(Connection connection, Counted counted) throws SQLException {
        try (PreparedStatement statement = of(connection, LOOK, counted);
                ResultSet row = statement.executeQuery()) {
            row.next();
            Instant now = instant(row, "now");
            int failures = row.getInt("failures");
            return new Look(
                    now,
                    failures == 0
                            ? PinAllowance.FULL
                            : new PinAllowance(failures, instant(row, "failed_at"), instant(row, "not_before")));
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static void fail(Connection connection, Counted counted, PinAllowance left) throws SQLException {
        try (PreparedStatement statement = of(connection, FAIL, counted)) {
            statement.setInt(4, left.failures());
            statement.setObject(5, left.failedAt().atOffset(ZoneOffset.UTC));
            statement.setObject(6, left.notBefore().atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
        if (left.isJustLocked()) {
            LOG.warnf(
                    "%d wrong PINs for %s@%s from %s: none is looked at from there for %d minutes",
                    left.failures(),
                    counted.box().number(),
                    counted.box().context(),
                    counted.account().equals(OTHERS) ? "others than its owner's phones" : counted.account(),
                    PinAllowance.LOCK.toMinutes());
        }
    }

    private static void forgive(Connection connection, Counted counted) throws SQLException {
        try (PreparedStatement statement = of(connection, FORGIVE, counted)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement of(Connection connection, String query, Counted counted) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        statement.setString(1, counted.box().context());
        statement.setString(2, counted.box().number());
        statement.setString(3, counted.account());
        return statement;
    }
}

package io.carillon.voicemail.message;

import io.carillon.voicemail.sound.SoundId;
import io.carillon.voicemail.sound.SoundTable;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Runs what changes messages as one transaction. Thread-safe. */
final class StoreDatabase {
    private final DataSource source;

    StoreDatabase(DataSource source) {
        this.source = source;
    }

    /**
     * Opens a sound, which asks for a connection whenever it reads on.
     *
     * @throws StoreAway nothing was read
     */
    Optional<InputStream> open(SoundId sound, long from) {
        try {
            return SoundTable.open(source, sound, from);
        } catch (SQLException away) {
            throw new StoreAway(away);
        }
    }

    /** What is done within a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** @throws StoreAway nothing has changed */
    <T> T transaction(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failure) {
                rollBack(connection, failure);
                throw failure;
            }
        } catch (SQLException away) {
            throw new StoreAway(away);
        }
    }

    /** @throws StoreAway nothing was read */
    <T> T reading(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            return work.on(connection);
        } catch (SQLException away) {
            throw new StoreAway(away);
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

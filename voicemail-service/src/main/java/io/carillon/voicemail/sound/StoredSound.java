package io.carillon.voicemail.sound;

import io.carillon.sound.g711.MuLaw;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Reads a sound out of its rows, a few seconds at a time: no connection is held between, and no message lies in memory whole.
 * Where a chunk is missing there is silence. One thread at a time.
 */
final class StoredSound extends InputStream {
    /** Rows a look: 16 seconds, 128 KB. */
    private static final int PAGE = 32;

    private static final String ROWS = """
            SELECT number, first_sample, samples, data FROM voicemail.sound_chunk
             WHERE sound = ? AND number > ? AND first_sample + samples > ? ORDER BY number LIMIT\s""" + PAGE;

    private final DataSource database;
    private final SoundId id;
    private final long length;
    private long position;
    private int lastRow = -1;
    private byte[] ready = {};
    private int taken;

    StoredSound(DataSource database, SoundId id, long from, long length) {
        this.database = database;
        this.id = id;
        this.length = length;
        this.position = Math.min(from, length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int at, int count) throws IOException {
        Objects.checkFromIndexSize(at, count, into.length);
        if (count == 0) {
            return 0;
        }
        if (taken == ready.length) {
            if (position >= length) {
                return -1;
            }
            fill();
        }
        int got = Math.min(count, ready.length - taken);
        System.arraycopy(ready, taken, into, at, got);
        taken += got;
        return got;
    }

    @Override
    public int available() {
        return ready.length - taken;
    }

    private void fill() throws IOException {
        byte[] page = new byte[0];
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(ROWS)) {
            statement.setObject(1, SoundTable.uuid(id));
            statement.setInt(2, lastRow);
            statement.setLong(3, position);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lastRow = rows.getInt("number");
                    page = with(page, rows.getLong("first_sample"), samples(rows));
                }
            }
        } catch (SQLException away) {
            throw new IOException("the sound " + id + " cannot be read on: " + away.getMessage(), away);
        }
        if (page.length == 0) {
            throw new IOException("the sound " + id + " was deleted while it was read");
        }
        int wanted = (int) Math.min(page.length, length - position);
        ready = Arrays.copyOf(page, wanted);
        taken = 0;
        position += wanted;
    }

    private static byte[] samples(ResultSet row) throws SQLException {
        return Deflated.inflate(row.getBytes("data"), row.getInt("samples"));
    }

    /** The page, which begins at the position, with a chunk where it belongs. */
    private byte[] with(byte[] page, long first, byte[] chunk) {
        int at = (int) (first - position);
        int skipped = Math.max(0, page.length - at);
        if (skipped >= chunk.length) {
            return page;
        }
        byte[] longer = Arrays.copyOf(page, at + chunk.length);
        Arrays.fill(longer, page.length, longer.length, MuLaw.SILENCE);
        System.arraycopy(chunk, skipped, longer, at + skipped, chunk.length - skipped);
        return longer;
    }
}

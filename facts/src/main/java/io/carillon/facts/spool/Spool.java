package io.carillon.facts.spool;

import io.carillon.facts.CallFact;
import io.carillon.facts.Fact;
import io.carillon.facts.FactJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jboss.logging.Logger;

/**
 * A queue of facts in one bounded file: lines of {@code <CRC-32C, 8 hexadecimal digits> <event as JSON>}. A line that a
 * crash cut off is left out when the file is opened; a line whose sum is wrong is skipped when it is read. What was
 * taken out is only forgotten when the queue is empty: a crash in between gives facts twice, under their ids.
 *
 * <p>For one thread; a second process is kept away by a lock on the file.
 */
final class Spool implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final int SUM_LENGTH = 8;
    /** Read at once; longer than any line, for a fact holds no more than a SIP message does. */
    private static final int CHUNK = 1 << 20;

    private final FileChannel file;
    private final FileLock lock;
    private final long limit;
    private long head;
    private long end;
    private long taken;

    private Spool(FileChannel file, FileLock lock, long limit) throws IOException {
        this.file = file;
        this.lock = lock;
        this.limit = limit;
        this.end = file.size();
        cutTail();
    }

    /**
     * Opens or creates the file.
     *
     * @param limit how long the file may get, in bytes
     * @throws IOException if it can't be used, or another process uses it
     */
    static Spool open(Path path, long limit) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock == null) {
                throw new IOException("the spool " + path + " is in use by another process");
            }
            return new Spool(file, lock, limit);
        } catch (IOException failed) {
            file.close();
            throw failed;
        }
    }

    boolean isEmpty() {
        return head == end;
    }

    /** Returns the length of the file in bytes. */
    long length() {
        return end;
    }

    /**
     * Appends facts and brings them to the disk. When three quarters of the room are used, only the final record of a
     * call is still taken; when all is used, nothing is.
     *
     * @return how many found no room
     */
    int append(List<? extends Fact> facts) throws IOException {
        int refused = 0;
        StringBuilder lines = new StringBuilder();
        long length = end;
        for (Fact fact : facts) {
            String line = line(FactJson.encode(fact));
            // Counted in characters: close enough for a bound, and exact for ASCII.
            length += line.length();
            boolean room = fact instanceof CallFact.CallEnded ? length <= limit : length <= limit / 4 * 3;
            if (room) {
                lines.append(line);
            } else {
                length -= line.length();
                refused++;
            }
        }
        write(lines.toString());
        return refused;
    }

    private void write(String lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines);
        long position = end;
        while (bytes.hasRemaining()) {
            position += file.write(bytes, position);
        }
        file.force(false);
        end = position;
    }

    /** Returns the oldest facts without taking them out. */
    List<Fact> peek(int most) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, end - head));
        while (chunk.hasRemaining() && file.read(chunk, head + chunk.position()) >= 0) {
            // Until the chunk is full.
        }
        byte[] bytes = chunk.array();
        List<Fact> facts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < chunk.position() && facts.size() < most; i++) {
            if (bytes[i] == '\n') {
                parse(new String(bytes, start, i - start, StandardCharsets.UTF_8))
                        .ifPresent(facts::add);
                start = i + 1;
            }
        }
        if (start == 0 && chunk.position() == CHUNK) {
            LOG.errorf("%d bytes of the spool are no fact and are left out", CHUNK);
            start = CHUNK;
        }
        taken = start;
        return facts;
    }

    /** Takes out what the last {@link #peek} returned. */
    void remove() throws IOException {
        head += taken;
        taken = 0;
        if (head == end) {
            file.truncate(0);
            head = 0;
            end = 0;
        }
    }

    private void cutTail() throws IOException {
        int length = (int) Math.min(CHUNK, end);
        ByteBuffer tail = ByteBuffer.allocate(length);
        while (tail.hasRemaining() && file.read(tail, end - length + tail.position()) >= 0) {
            // Until the tail is read.
        }
        int last = length - 1;
        while (last >= 0 && tail.get(last) != '\n') {
            last--;
        }
        int torn = length - 1 - last;
        if (torn > 0) {
            LOG.warnf("the last write of the spool was cut off: %d bytes are left out", torn);
            end -= torn;
            file.truncate(end);
        }
    }

    private static String line(String event) {
        return sum(event) + ' ' + event + '\n';
    }

    private static String sum(String event) {
        CRC32C sum = new CRC32C();
        sum.update(event.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", sum.getValue());
    }

    private static Optional<Fact> parse(String line) {
        if (line.length() > SUM_LENGTH) {
            String event = line.substring(SUM_LENGTH + 1);
            if (line.startsWith(sum(event))) {
                return FactJson.decode(event);
            }
        }
        LOG.errorf("a line of the spool is damaged and left out: %s", line);
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            lock.release();
        }
    }
}

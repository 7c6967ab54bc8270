package io.carillon.local.system;

import io.carillon.testkit.Watch;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a service wrote to its log since a test began to look. */
final class ServiceLog {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path file;
    private final long start;

    private ServiceLog(Path file, long start) {
        this.file = file;
        this.start = start;
    }

    /** Everything written after this call. */
    static ServiceLog from(Path file) throws IOException {
        return new ServiceLog(file, Files.size(file));
    }

    /** Everything. */
    static ServiceLog of(Path file) {
        return new ServiceLog(file, 0);
    }

    List<String> lines() {
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            // A log that was cut meanwhile is read from its new beginning.
            long from = reader.length() < start ? 0 : start;
            byte[] bytes = new byte[(int) (reader.length() - from)];
            reader.seek(from);
            reader.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> linesWith(String text) {
        return lines().stream().filter(line -> line.contains(text)).toList();
    }

    void await(String text) {
        await(text, 1);
    }

    void await(String text, int times) {
        Watch.until(
                file.getFileName() + " to say \"" + text + "\"",
                PATIENCE,
                () -> linesWith(text).size() >= times,
                () -> String.join("\n", lines()));
    }
}

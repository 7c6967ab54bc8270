package io.carillon.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one Carillon keeps everything that outlives it, locked by the launcher that uses it: the kernel lets the lock go
 * however the launcher ends.
 */
final class DataDirectory implements AutoCloseable {
    private static final Logger LOG = System.getLogger(DataDirectory.class.getName());
    /** Two of them a process: enough for a day of debugging, bearable on a laptop. */
    private static final long LONGEST_LOG = 64 << 20;

    private final Path directory;
    private final FileChannel lock;

    private DataDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    static DataDirectory open(Path directory) throws CannotStart {
        try {
            Files.createDirectories(logs(directory));
            return lock(directory)
                    .map(lock -> new DataDirectory(directory, lock))
                    .orElseThrow(() -> inUse(directory));
        } catch (IOException unusable) {
            throw new CannotStart(
                    "Cannot keep data in " + directory + " (" + unusable + "): choose another directory with --data.",
                    unusable);
        }
    }

    /** Whether a launcher runs on the directory. */
    static boolean isInUse(Path directory) throws IOException {
        if (!Files.exists(lockFile(directory))) {
            return false;
        }
        Optional<FileChannel> lock = lock(directory);
        if (lock.isPresent()) {
            lock.get().close();
        }
        return lock.isEmpty();
    }

    private static Optional<FileChannel> lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(lockFile(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock held;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            held = null;
        }
        if (held == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(channel);
    }

    private static Path lockFile(Path directory) {
        return directory.resolve("lock");
    }

    private static CannotStart inUse(Path directory) {
        String process = RunState.read(directory)
                .map(state -> " as process " + state.launcher())
                .orElse("");
        return new CannotStart(
                "A Carillon already runs" + process + " on the data of " + directory
                        + ": stop it (Ctrl-C at its terminal), or give this one its own with --data DIR and --port NAME=NUMBER.");
    }

    Path path() {
        return directory;
    }

    Path secrets() {
        return directory.resolve("secrets.properties");
    }

    Path log(String process) {
        return logOf(directory, process);
    }

    static Path logOf(Path directory, String process) {
        return logs(directory).resolve(process + ".log");
    }

    static Path logs(Path directory) {
        return directory.resolve("log");
    }

    /** Where a process may leave files: its working directory. */
    Path workOf(String process) throws IOException {
        return Files.createDirectories(directory.resolve("work").resolve(process));
    }

    /** Begins a new log; the one of the last run stays beside it. */
    Path freshLog(String process) throws IOException {
        Path log = log(process);
        if (Files.exists(log)) {
            Files.move(log, previous(log), StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    static Path previous(Path log) {
        return log.resolveSibling(log.getFileName() + ".1");
    }

    /** Cuts logs that have grown too long; processes append, so they go on at the new end. */
    void keepLogsSmall() {
        try (Stream<Path> logs = Files.list(logs(directory))) {
            for (Path log :
                    logs.filter(file -> file.toString().endsWith(".log")).toList()) {
                if (Files.size(log) > LONGEST_LOG) {
                    Files.copy(log, previous(log), StandardCopyOption.REPLACE_EXISTING);
                    Files.newOutputStream(log, StandardOpenOption.TRUNCATE_EXISTING)
                            .close();
                }
            }
        } catch (IOException unreadable) {
            LOG.log(Logger.Level.WARNING, "logs cannot be kept small", unreadable);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException broken) {
            LOG.log(Logger.Level.WARNING, "the lock of the data directory cannot be closed", broken);
        }
    }
}

package io.carillon.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server with its data below the data directory, {@linkplain Tether tied} to the launcher. The caller
 * guards it: one thread at a time, but for {@link #handle}.
 */
final class Postgres implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(4);
    private static final Duration POLL = Duration.ofMillis(50);

    private final DataDirectory data;
    private final Path directory;
    private final int port;
    private final Secrets secrets;
    private volatile @Nullable Process server;

    Postgres(DataDirectory data, int port, Secrets secrets) {
        this.data = data;
        this.directory = data.path().resolve("postgresql/data").toAbsolutePath();
        this.port = port;
        this.secrets = secrets;
    }

    /** Returns when the server answers. */
    void start() throws IOException, InterruptedException, CannotStart {
        Path programs = PostgresBinaries.unpackedIn(
                data.path().resolve("postgresql/programs").toAbsolutePath());
        Unprivileged unprivileged = Unprivileged.find(programs);
        Path log = data.freshLog("postgresql");
        if (!Files.exists(directory.resolve("PG_VERSION"))) {
            initialise(programs, unprivileged, log);
        }
        stopOrphan();
        server = new ProcessBuilder(Tether.POSTGRESQL.tie(unprivileged.before(serverCommand(programs))))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        awaitAnswer(log);
    }

    /** Beside its place first, so that an initdb that was cut short is never taken for a database. */
    private void initialise(Path programs, Unprivileged unprivileged, Path log)
            throws IOException, InterruptedException, CannotStart {
        Path fresh = directory.resolveSibling("data.new");
        deleteTree(fresh);
        Files.createDirectories(fresh);
        Path password = Files.createTempFile(data.path(), "initdb", "");
        try {
            Files.writeString(password, secrets.password(Secrets.SUPERUSER));
            unprivileged.handOver(fresh);
            unprivileged.handOver(password);
            runInitdb(unprivileged.before(initdbCommand(programs, fresh, password)), log);
        } finally {
            Files.delete(password);
        }
        Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void runInitdb(List<String> command, Path log)
            throws IOException, InterruptedException, CannotStart {
        Process initdb = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            if (initdb.waitFor() != 0) {
                throw new CannotStart("PostgreSQL's initdb failed: see " + log + ".");
            }
        } finally {
            initdb.destroy();
        }
    }

    private static List<String> initdbCommand(Path programs, Path target, Path password) {
        return List.of(
                programs.resolve("initdb").toString(),
                "--pgdata=" + target,
                "--username=" + Secrets.SUPERUSER,
                "--pwfile=" + password.toAbsolutePath(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--no-sync");
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private List<String> serverCommand(Path programs) {
        return List.of(
                programs.resolve("postgres").toString(),
                "-D",
                directory.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                // One machine, no standby: these keep it small.
                "-c",
                "shared_buffers=32MB",
                "-c",
                "wal_level=minimal",
                "-c",
                "max_wal_senders=0",
                "-c",
                "log_line_prefix=%m [%p] %u ");
    }

    private void awaitAnswer(Path log) throws InterruptedException, CannotStart {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (true) {
            try {
                connect(Secrets.SUPERUSER).close();
                return;
            } catch (SQLException notYet) {
                if (!isRunning() || System.nanoTime() > deadline || wrongPassword(notYet)) {
                    close();
                    throw new CannotStart(refusal(notYet, log), notYet);
                }
            }
            Thread.sleep(POLL);
        }
    }

    private static boolean wrongPassword(SQLException failure) {
        return "28P01".equals(failure.getSQLState());
    }

    private String refusal(SQLException failure, Path log) {
        return wrongPassword(failure)
                ? "PostgreSQL's data in " + directory + " was made with other passwords than those of " + data.secrets()
                        + ": bring that file back, or remove " + data.path() + " to begin anew."
                : "PostgreSQL does not start (" + failure.getMessage() + "): see " + log + ".";
    }

    Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", Secrets.SUPERUSER);
        properties.setProperty("password", secrets.password(Secrets.SUPERUSER));
        properties.setProperty("loginTimeout", "5");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
    }

    boolean isRunning() {
        return server != null && server.isAlive();
    }

    /** Empty when the server does not run. */
    Optional<ProcessHandle> handle() {
        return Optional.ofNullable(server).filter(Process::isAlive).map(Process::toHandle);
    }

    /** A server whose launcher and tether were killed together: the data directory is ours, so it has no other owner. */
    private void stopOrphan() throws IOException {
        Path file = directory.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        Files.readAllLines(file).stream()
                .findFirst()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                // The number may be another's by now.
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                .ifPresent(orphan -> Children.stop(orphan, STOP_PATIENCE));
    }

    /** Ends the pipe, which stops the server; returns when it is gone. */
    @Override
    public void close() {
        Process running = server;
        if (running != null) {
            Children.endInput(running);
            if (!Children.awaitEnd(running.toHandle(), STOP_PATIENCE)) {
                running.destroyForcibly();
            }
            server = null;
        }
    }
}

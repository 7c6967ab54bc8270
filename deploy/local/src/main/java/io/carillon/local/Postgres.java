package io.carillon.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server with its data below the data directory. It is the child of a small shell process that holds the
 * launcher's pipe: when the pipe ends, because the launcher closed it or was killed, the shell stops the server.
 * Used by one thread at a time.
 */
final class Postgres implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(4);
    private static final Duration POLL = Duration.ofMillis(50);

    /**
     * SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one (it recovers at the next start). The terminal's
     * Ctrl-C is the launcher's to handle, so it is ignored here. {@code read} returns at the end of the pipe.
     */
    private static final String SUPERVISOR =
            """
            trap '' INT HUP
            exec 3<&0
            "$@" </dev/null 3<&- & server=$!
            {
              read -r _ <&3
              kill -INT $server
              for second in 1 2 3; do sleep 1; kill -0 $server || exit; done
              kill -QUIT $server
            } 2>/dev/null & watch=$!
            exec 3<&-
            wait $server; status=$?
            kill $watch 2>/dev/null
            exit $status
            """;

    private final DataDirectory data;
    private final Path directory;
    private final int port;
    private final Secrets secrets;
    private @Nullable Process supervisor;

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
        Unprivileged unprivileged = Unprivileged.find();
        Path log = data.freshLog("postgresql");
        if (!Files.exists(directory.resolve("PG_VERSION"))) {
            initialise(programs, unprivileged, log);
        }
        stopOrphan();
        List<String> command = new ArrayList<>(List.of("sh", "-c", SUPERVISOR, "carillon-postgresql"));
        command.addAll(unprivileged.before(serverCommand(programs)));
        supervisor = new ProcessBuilder(command)
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

    /** A server whose supervisor was killed too: the data directory is ours, so it has no other owner. */
    private void stopOrphan() {
        server().ifPresent(orphan -> Children.stop(orphan, STOP_PATIENCE));
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
        return supervisor != null && supervisor.isAlive();
    }

    /** The server itself, from its own file; empty when it does not run. */
    Optional<ProcessHandle> server() {
        Path file = directory.resolve("postmaster.pid");
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                            .findFirst()
                            .map(String::strip)
                            .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                            // The file of a server that was killed may name a number that is another's by now.
                            .filter(process -> process.info()
                                    .command()
                                    .filter(command -> command.endsWith("/postgres"))
                                    .isPresent())
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Ends the pipe, which stops the server; returns when it is gone. */
    @Override
    public void close() {
        Process running = supervisor;
        if (running == null) {
            return;
        }
        Children.endInput(running);
        if (!Children.awaitEnd(running.toHandle(), STOP_PATIENCE)) {
            server().ifPresent(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
        supervisor = null;
    }
}

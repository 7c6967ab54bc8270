package io.carillon.testkit.parts;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A real PostgreSQL server on a random port of the loopback interface, with Carillon's roles and no database but those
 * that tests {@link #create()}.
 *
 * <p>{@link #shared()} is started once a JVM, whichever class loaders ask, and dies with it; a test must not stop it.
 * {@link #start()} gives one of one's own, to be stopped and restarted (same port, same data) in the middle of things.
 */
public final class TestDatabase implements AutoCloseable {
    private static final String SHARED_PORT = "carillon.testkit.database.port";
    private static final String SUPERUSER = "postgres";
    private static final String MIGRATOR = "carillon_migrator";
    /** Roles that log in, as the launcher makes them; here every password is the role's name. */
    private static final List<String> ROLES = List.of(MIGRATOR, "registrar", "proxy", "voicemail");

    private static final Duration START = Duration.ofSeconds(60);

    private final DataFolder data;
    private final int port;
    private EmbeddedPostgres server;

    private TestDatabase(DataFolder data) throws IOException {
        this.data = data;
        this.server = launch(data, 0);
        this.port = server.getPort();
    }

    /** Returns the port of the JVM's one server, which is started by the first call. */
    private static int sharedPort() {
        // Quarkus tests load this class more than once; the name, a constant, is there once in a JVM.
        // The properties themselves must be free: what is started here asks for them on threads of its own.
        synchronized (SHARED_PORT.intern()) {
            Integer known = Integer.getInteger(SHARED_PORT);
            if (known != null) {
                return known;
            }
            TestDatabase database = start();
            Runtime.getRuntime().addShutdownHook(new Thread(database::close, "test-database-stop"));
            System.setProperty(SHARED_PORT, Integer.toString(database.port));
            return database.port;
        }
    }

    /** Creates an empty database in the JVM's one server. */
    public static Database shared() {
        return create(sharedPort());
    }

    /** Starts a server of one's own. */
    public static TestDatabase start() {
        try {
            TestDatabase database = new TestDatabase(DataFolder.create("postgres"));
            try (Connection connection = superuser(database.port, SUPERUSER);
                    Statement statement = connection.createStatement()) {
                for (String role : ROLES) {
                    statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + role + "'");
                }
            }
            return database;
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL did not start", failed);
        } catch (SQLException failed) {
            throw new IllegalStateException("PostgreSQL started and refused the roles", failed);
        }
    }

    /** Creates an empty database with a name of its own. */
    public Database create() {
        return create(port);
    }

    /** Stops the server as an administrator would: connections break, committed data stays. */
    public void stop() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL did not stop", failed);
        }
    }

    /** Starts the stopped server again, on its port and its data. */
    public void restart() {
        try {
            server = launch(data, port);
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL did not start again", failed);
        }
    }

    @Override
    public void close() {
        stop();
        data.delete();
    }

    private static EmbeddedPostgres launch(DataFolder data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data.path())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(START)
                // Tests kill processes and not machines: what is committed need not reach the disk.
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "200")
                .start();
    }

    private static Database create(int port) {
        String name = "carillon_" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
        try (Connection connection = superuser(port, SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " OWNER " + MIGRATOR);
            return new Database("jdbc:postgresql://127.0.0.1:" + port + "/" + name);
        } catch (SQLException failed) {
            throw new IllegalStateException("no new database", failed);
        }
    }

    private static Connection superuser(int port, String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, SUPERUSER, SUPERUSER);
    }

    /**
     * One database of a server, owned by the migrator.
     *
     * @param url its JDBC URL, without credentials
     */
    public record Database(String url) {

        /** Opens a connection in a role: {@code carillon_migrator}, {@code registrar}, {@code proxy}, {@code voicemail}. */
        public Connection connect(String role) throws SQLException {
            return DriverManager.getConnection(url, role, role);
        }

        /** Returns the settings a service needs to use the database in its role and to migrate it. */
        public Map<String, String> settings(String role) {
            return Map.of(
                    "quarkus.datasource.jdbc.url", url,
                    "quarkus.datasource.username", role,
                    "quarkus.datasource.password", role,
                    "carillon.migrator.username", MIGRATOR,
                    "carillon.migrator.password", MIGRATOR);
        }
    }
}

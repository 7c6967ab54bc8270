package io.carillon.bench.server;

import io.carillon.bench.measure.CpuMeter;
import io.carillon.bench.measure.ProcessStat;
import io.carillon.local.Carillon;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The one PostgreSQL server, as its superuser sees it: each contender has a database of its own there. */
final class Postgres implements AutoCloseable {

    /** What tables call the share of PostgreSQL. */
    static final String PART = "PostgreSQL";

    private static final String SUPERUSER = "postgres";

    private final String server;
    private final String password;
    private final Connection connection;
    private final long postmaster;

    Postgres(Carillon carillon) throws SQLException, IOException {
        String url = carillon.jdbcUrl();
        server = url.substring(0, url.lastIndexOf('/') + 1);
        password = carillon.password(SUPERUSER);
        connection = connect("postgres");
        postmaster =
                ProcessStat.of(Long.parseLong(ask("SELECT pg_backend_pid()"))).parent();
    }

    /** As its superuser, to a database. */
    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(server + database, SUPERUSER, password);
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** {@code host:port}. */
    String address() {
        return server.replaceFirst("^.*//", "").replaceFirst("/$", "");
    }

    /**
     * Counts the backends of a database, and what serves all databases: the postmaster, the writers, the checkpointer,
     * autovacuum. Backends that end meanwhile count with what they used meanwhile, whosever they were.
     */
    CpuMeter meter(String database) throws SQLException, IOException {
        Snapshot before = snapshot();
        return () -> Map.of(PART, snapshot().since(before, database));
    }

    private Snapshot snapshot() throws SQLException, IOException {
        Map<Long, Backend> living = new HashMap<>();
        String query = "SELECT pid, coalesce(datname, '') FROM pg_stat_activity";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                long pid = rows.getLong(1);
                String database = rows.getString(2);
                ProcessHandle.of(pid).ifPresent(_ -> living.put(pid, new Backend(database, cpuSeconds(pid))));
            }
        }
        ProcessStat own = ProcessStat.of(postmaster);
        return new Snapshot(living, own.cpuSeconds() + own.reapedCpuSeconds());
    }

    private static double cpuSeconds(long pid) {
        try {
            return ProcessStat.of(pid).cpuSeconds();
        } catch (IOException justEnded) {
            // The postmaster has its time now.
            return 0;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** @param database empty for what serves all */
    private record Backend(String database, double cpuSeconds) {

        boolean isOfAnotherThan(String name) {
            return !database.isEmpty() && !database.equals(name);
        }
    }

    private record Snapshot(Map<Long, Backend> living, double postmasterAndEnded) {

        double since(Snapshot before, String database) {
            double used = postmasterAndEnded - before.postmasterAndEnded;
            for (Map.Entry<Long, Backend> entry : living.entrySet()) {
                Backend then = before.living.get(entry.getKey());
                if (!entry.getValue().isOfAnotherThan(database)) {
                    used += entry.getValue().cpuSeconds() - (then == null ? 0 : then.cpuSeconds());
                }
            }
            for (Map.Entry<Long, Backend> entry : before.living.entrySet()) {
                if (!living.containsKey(entry.getKey())) {
                    used -= entry.getValue().cpuSeconds();
                }
            }
            return used;
        }
    }
}

package io.carillon.bench.server;

import io.carillon.bench.measure.CpuMeter;
import io.carillon.bench.measure.Processes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Kamailio with two workers: a registrar and a record-routing proxy without media, digest on both. */
public final class Kamailio implements SipServer {

    public static final String WRITE_THROUGH = "Kamailio, write-through";
    public static final String IN_MEMORY = "Kamailio, in memory";

    private static final String PROGRAM = "kamailio";
    private static final String DATABASE = "kamailio";
    /** Its usual 64 MB hold the transactions of some hundred calls a second; beyond, it refuses. */
    private static final String SHARED_MEGABYTES = "512";

    private static final Duration START = Duration.ofSeconds(1);

    /** After which a process that does nothing is seen to do nothing. */
    private static final Duration QUIET = Duration.ofMillis(200);

    private final String name;
    private final InetSocketAddress sip;
    private final Postgres postgres;
    private final Process process;

    private Kamailio(String name, InetSocketAddress sip, Postgres postgres, Process process) {
        this.name = name;
        this.sip = sip;
        this.postgres = postgres;
        this.process = process;
    }

    public static boolean isInstalled() {
        return Processes.installed(PROGRAM).isPresent();
    }

    /** Every change of a binding is committed, to the server that Carillon uses, before it is answered. */
    public static Kamailio writeThrough(CarillonServer beside, Path directory)
            throws IOException, SQLException, InterruptedException {
        Postgres postgres = beside.postgres();
        byte[] password = new byte[16];
        ThreadLocalRandom.current().nextBytes(password);
        String secret = HexFormat.of().formatHex(password);
        postgres.execute("CREATE ROLE " + DATABASE + " LOGIN PASSWORD '" + secret + "'");
        postgres.execute("CREATE DATABASE " + DATABASE + " OWNER " + DATABASE);
        try (Connection connection = postgres.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE " + DATABASE);
            statement.execute(tables("standard"));
            statement.execute(tables("usrloc"));
        }
        String url = "postgres://" + DATABASE + ":" + secret + "@" + postgres.address() + "/" + DATABASE;
        return start(WRITE_THROUGH, postgres, directory.resolve("write-through"), 1, url);
    }

    /** Bindings are in memory alone. */
    public static Kamailio inMemory(CarillonServer beside, Path directory) throws IOException, InterruptedException {
        return start(IN_MEMORY, beside.postgres(), directory.resolve("in-memory"), 0, "");
    }

    /** The tables as Kamailio's own package makes them: beside the program, in share. */
    private static String tables(String module) throws IOException {
        Path program = Processes.installed(PROGRAM).orElseThrow().toRealPath();
        return Files.readString(program.resolve("../../share/kamailio/postgres/" + module + "-create.sql")
                .normalize());
    }

    private static Kamailio start(String name, Postgres postgres, Path directory, int mode, String url)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        InetSocketAddress sip = new InetSocketAddress(InetAddress.getLoopbackAddress(), Processes.freePort());
        Path file = directory.resolve("kamailio.cfg");
        Files.writeString(
                file,
                resource("kamailio.cfg")
                        .replace("@LISTEN@", "127.0.0.1:" + sip.getPort())
                        .replace("@DATABASE_MODULE@", "db_postgres")
                        .replace("@DATABASE_MODE@", Integer.toString(mode))
                        .replace("@DATABASE@", url)
                        .replace("@SECRET@", Accounts.SECRET));
        Path log = directory.resolve("log");
        String program = Processes.installed(PROGRAM).orElseThrow().toString();
        Process process = Processes.start(
                log,
                List.of(
                        program,
                        "-DD",
                        "-E",
                        "-f",
                        file.toString(),
                        "-Y",
                        directory.toString(),
                        "-m",
                        SHARED_MEGABYTES,
                        "-M",
                        "16"));
        if (process.waitFor(START.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("Kamailio does not start: see " + log);
        }
        return new Kamailio(name, sip, postgres, process);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Kamailio.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing beside this class");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InetSocketAddress sip() {
        return sip;
    }

    @Override
    public CpuMeter meter() throws SQLException, IOException {
        List<Long> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid)
                .toList();
        CpuMeter own = CpuMeter.of(Map.of("kamailio", all));
        return name.equals(WRITE_THROUGH) ? own.and(postgres.meter(DATABASE)) : own;
    }

    @Override
    public void awaitQuiet() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(QUIET.toNanos());
    }

    @Override
    public void close() {
        Processes.stop(process);
    }
}

package io.carillon.bench.server;

import io.carillon.bench.measure.CpuMeter;
import io.carillon.local.CannotStart;
import io.carillon.local.Carillon;
import io.carillon.local.PortRange;
import io.carillon.local.Service;
import io.carillon.local.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A whole Carillon as {@code ./carillon up} starts it, one process a service. Kafka runs in this JVM, uncounted. */
public final class CarillonServer implements SipServer {

    public static final String NAME = "Carillon";

    /** The extension of a menu that says its prompts again and again, and begins anew on key 1. */
    public static final String MENU = "600";

    private static final String DATABASE = "carillon";

    /** Below the ports that the kernel hands out itself; ports rest for 5 s after a call, so many calls need many. */
    private static final PortRange RTP = new PortRange(10_000, 32_000);

    private static final Duration QUIET_PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 100;
    private static final String WAITING =
            "SELECT (SELECT count(*) FROM location.outbox) + (SELECT count(*) FROM call.outbox)";

    private final Carillon carillon;
    private final Postgres postgres;
    private final Connection facts;

    private CarillonServer(Carillon carillon, Postgres postgres, Connection facts) {
        this.carillon = carillon;
        this.postgres = postgres;
        this.facts = facts;
    }

    /** Starts it on free ports with an empty database below this directory. */
    public static CarillonServer start(Path directory)
            throws CannotStart, InterruptedException, IOException, SQLException {
        clear(directory);
        AsteriskFiles.write(directory.resolve("conf"), "");
        Settings settings = Settings.ofThisCheckout()
                .configuration(directory.resolve("conf"))
                .data(directory.resolve("data"))
                .onFreePorts()
                .rtp(RTP);
        Carillon carillon = Carillon.start(settings);
        try {
            Postgres postgres = new Postgres(carillon);
            return new CarillonServer(carillon, postgres, postgres.connect(DATABASE));
        } catch (SQLException | IOException | RuntimeException failed) {
            carillon.close();
            throw failed;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public InetSocketAddress sip() {
        return carillon.sip();
    }

    /** The HTTP root of the relay, where media control is. */
    public URI relay() {
        return carillon.http(Service.MEDIA_RELAY, 1);
    }

    public long relayPid() {
        return pid(Service.MEDIA_RELAY);
    }

    Postgres postgres() {
        return postgres;
    }

    @Override
    public CpuMeter meter() throws SQLException, IOException {
        Map<String, List<Long>> services = new LinkedHashMap<>();
        for (Service service : List.of(Service.PROXY, Service.REGISTRAR, Service.MEDIA_RELAY, Service.VOICEMAIL)) {
            services.put(service.label(), List.of(pid(service)));
        }
        return CpuMeter.of(services).and(postgres.meter(DATABASE));
    }

    private long pid(Service service) {
        return carillon.handle(service, 1)
                .orElseThrow(
                        () -> new IllegalStateException(service.label() + " is down: see " + carillon.log(service, 1)))
                .pid();
    }

    /** Facts that are still to be published would be work unpaid. */
    @Override
    public void awaitQuiet() throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + QUIET_PATIENCE.toNanos();
        do {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("facts still wait for Kafka after " + QUIET_PATIENCE);
            }
        } while (waiting() > 0);
    }

    private long waiting() throws SQLException {
        try (Statement statement = facts.createStatement();
                ResultSet rows = statement.executeQuery(WAITING)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            facts.close();
            postgres.close();
        } finally {
            carillon.close();
        }
    }

    private static void clear(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

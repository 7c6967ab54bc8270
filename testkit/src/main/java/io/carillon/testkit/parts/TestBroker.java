package io.carillon.testkit.parts;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker (KRaft, one node) on random ports of the loopback interface. Topics come into being when they
 * are first written to, with one partition.
 *
 * <p>{@link #shared()} is started once a JVM, whichever class loaders ask, and dies with it; a test must not stop it.
 * {@link #start()} gives one of one's own, to be stopped and restarted (same port, same log) in the middle of things.
 */
public final class TestBroker implements AutoCloseable {
    private static final String SHARED_SERVERS = "carillon.testkit.broker.servers";

    private final DataFolder log;
    private final KafkaConfig config;
    private final String bootstrapServers;
    private KafkaRaftServer server;

    private TestBroker(DataFolder log) throws Exception {
        this.log = log;
        int port = freePort();
        int controller = freePort();
        this.bootstrapServers = "127.0.0.1:" + port;
        this.config = new KafkaConfig(properties(log.path(), port, controller));
        format(log.path());
        this.server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
    }

    /** Returns the addresses of the JVM's one broker, which is started by the first call. */
    public static String shared() {
        // Quarkus tests load this class more than once; the name, a constant, is there once in a JVM.
        // The properties themselves must be free: what is started here asks for them on threads of its own.
        synchronized (SHARED_SERVERS.intern()) {
            String known = System.getProperty(SHARED_SERVERS);
            if (known != null) {
                return known;
            }
            TestBroker broker = start();
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "test-broker-stop"));
            System.setProperty(SHARED_SERVERS, broker.bootstrapServers);
            return broker.bootstrapServers;
        }
    }

    /** Starts a broker of one's own. */
    public static TestBroker start() {
        try {
            return new TestBroker(DataFolder.create("kafka"));
        } catch (Exception failed) {
            throw new IllegalStateException("Kafka did not start", failed);
        }
    }

    /** Returns host and port, as {@code bootstrap.servers} wants them. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops the broker: connections break, the log stays. */
    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Starts the stopped broker again, on its port and its log. */
    public void restart() {
        server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
    }

    @Override
    public void close() {
        stop();
        log.delete();
    }

    private static Map<String, Object> properties(Path log, int port, int controller) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("log.dirs", log.toString()),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // A lone controller has nobody to hand over to: waiting for that only makes stops slow.
                Map.entry("controlled.shutdown.enable", "false"),
                // One that is restarted is refused while the controller believes that its last run still lives.
                Map.entry("broker.session.timeout.ms", "2000"),
                Map.entry("broker.heartbeat.interval.ms", "500"));
    }

    private static void format(Path log) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(log.toString())
                .setDirectories(List.of(log.toString()))
                .run();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException("no port left", failed);
        }
    }
}

package io.carillon.local;

import io.carillon.facts.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker of one node (KRaft, broker and controller in one) in this JVM, with its log below the data directory.
 * Used by one thread at a time.
 */
final class Kafka implements AutoCloseable {
    /** Of every topic: as many consumers of a group can share the work; it cannot be lowered later. */
    static final int PARTITIONS = 4;

    private static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";
    private static final Duration TOPICS_PATIENCE = Duration.ofSeconds(30);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(4);

    private final Path directory;
    private final InetSocketAddress address;
    private @Nullable KafkaRaftServer server;

    Kafka(DataDirectory data, InetSocketAddress address) {
        this.directory = data.path().resolve("kafka").toAbsolutePath();
        this.address = address;
    }

    /** Returns when the broker answers and the topics of Carillon exist. */
    void start() throws IOException, InterruptedException, CannotStart {
        try {
            format();
            KafkaRaftServer fresh = new KafkaRaftServer(KafkaConfig.fromProps(properties(), false), Time.SYSTEM);
            server = fresh;
            fresh.startup();
            createTopics();
        } catch (IOException | InterruptedException | CannotStart told) {
            throw told;
        } catch (Exception failed) {
            throw new CannotStart("Kafka does not start (" + failed + "): see log/kafka.log.", failed);
        }
    }

    boolean isRunning() {
        return server != null;
    }

    private void format() throws Exception {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(directory);
        try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE)
                    .setDirectories(Set.of(directory.toString()))
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName(CONTROLLER)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setIgnoreFormatted(false)
                    .setPrintStream(quiet)
                    .run();
        }
    }

    private Properties properties() throws IOException {
        int controllerPort = anyFreePort();
        String listener = "PLAINTEXT://" + Addresses.text(address);
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(NODE));
        properties.setProperty("log.dirs", directory.toString());
        properties.setProperty("listeners", listener + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        properties.setProperty("advertised.listeners", listener);
        properties.setProperty("controller.listener.names", CONTROLLER);
        properties.setProperty("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        properties.setProperty("auto.create.topics.enable", "false");
        oneNode(properties);
        small(properties);
        return properties;
    }

    private static void oneNode(Properties properties) {
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("min.insync.replicas", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // Nobody else can be elected.
        properties.setProperty("controller.quorum.election.backoff.max.ms", "10");
        properties.setProperty("controlled.shutdown.enable", "false");
        // The controller refuses a broker while it believes that its last run still lives: every later start waits
        // this.
        properties.setProperty("broker.session.timeout.ms", "2000");
        properties.setProperty("broker.heartbeat.interval.ms", "500");
    }

    private static void small(Properties properties) {
        properties.setProperty("num.network.threads", "1");
        properties.setProperty("num.io.threads", "2");
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
        properties.setProperty("log.index.size.max.bytes", Integer.toString(1 << 20));
    }

    /** Told to the broker alone, and another at each start: static voters are not kept on disk. */
    private static int anyFreePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(Addresses.loopback(0));
            return socket.getLocalPort();
        }
    }

    private void createTopics() throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Addresses.text(address)))) {
            Set<String> present = admin.listTopics().names().get(TOPICS_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            admin.createTopics(Stream.of(Topic.values())
                            .filter(topic -> !present.contains(topic.topicName()))
                            // None is compacted: facts about several accounts share the key of their file.
                            .map(topic -> new NewTopic(topic.topicName(), PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get(TOPICS_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** A broker that hangs is left to the end of the process; its log recovers at the next start. */
    @Override
    public void close() {
        KafkaRaftServer running = server;
        server = null;
        if (running == null) {
            return;
        }
        Thread stopping = Thread.ofPlatform().daemon().name("kafka-stop").start(() -> {
            running.shutdown();
            running.awaitShutdown();
        });
        try {
            stopping.join(STOP_PATIENCE);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}

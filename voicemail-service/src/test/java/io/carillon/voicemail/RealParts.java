package io.carillon.voicemail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.carillon.testkit.parts.TestBroker;
import io.carillon.testkit.parts.TestDatabase;
import io.carillon.voicemail.message.InMemoryMessageStore;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** PostgreSQL, Kafka, a mail server, the control side of a relay and an empty configuration folder for a service under test. */
public final class RealParts implements QuarkusTestResourceLifecycleManager {
    private static final String LOCAL = "127.0.0.1";

    /** One of our own, so that a test may stop it. */
    private final TestDatabase database = TestDatabase.start();

    private final Vertx vertx = Vertx.vertx();
    private final RelayByHand relay =
            new RelayByHand(vertx, new InMemoryMessageStore(InstantSource.system(), Map.of(), box -> {}));
    private final GreenMail mail = new GreenMail(new ServerSetup(freePort(), LOCAL, ServerSetup.PROTOCOL_SMTP));

    @Override
    public Map<String, String> start() {
        mail.start();
        Map<String, String> settings = new HashMap<>(database.create().settings("voicemail"));
        settings.put("kafka.bootstrap.servers", TestBroker.shared());
        settings.put("carillon.config.dir", folder("config").toString());
        settings.put("carillon.spool.dir", folder("spool").toString());
        settings.put("carillon.instance", "voicemail-test");
        settings.put("carillon.sip.internal", "127.0.0.1:0");
        // No registrar has made its views in this database.
        settings.put("carillon.views", "");
        settings.put("carillon.relays", relay.address().toString());
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.mailer.mock", "false");
        settings.put("quarkus.mailer.host", LOCAL);
        settings.put("quarkus.mailer.port", Integer.toString(mail.getSmtp().getPort()));
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(database, new TestInjector.MatchesType(TestDatabase.class));
        injector.injectIntoFields(mail, new TestInjector.MatchesType(GreenMail.class));
    }

    @Override
    public void stop() {
        relay.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        mail.stop();
        database.close();
    }

    /** The mail server must come back where it was. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path folder(String name) {
        try {
            return Files.createTempDirectory(Path.of("target"), name).toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

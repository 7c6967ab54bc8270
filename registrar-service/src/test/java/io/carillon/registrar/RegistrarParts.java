package io.carillon.registrar;

import io.carillon.testkit.parts.TestBroker;
import io.carillon.testkit.parts.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the registrar under test stands on: a PostgreSQL that may be stopped, a Kafka, and a folder with sip.conf. */
public class RegistrarParts implements QuarkusTestResourceLifecycleManager {
    static final String SIP_CONF = """
            [general]
            context=garden
            maxexpiry=3600
            minexpiry=60
            defaultexpiry=120
            digest_algorithms=md5,sha256
            ; tests try until a password holds
            login_slow_after=1000000
            login_refuse_after=1000000

            [open]
            type=friend
            host=dynamic

            [alice]
            type=friend
            host=dynamic
            secret=wonderland
            mailbox=100@default
            callerid=Alice <100>

            [caller]
            type=user
            secret=wonderland

            [inhouse]
            type=friend
            host=dynamic
            secret=wonderland
            deny=0.0.0.0/0.0.0.0
            permit=192.168.0.0/16

            [desk]
            type=friend
            host=dynamic
            secret=wonderland
            contactdeny=0.0.0.0/0.0.0.0
            contactpermit=10.0.0.0/8

            [guessed]
            type=friend
            host=dynamic
            secret=wonderland

            [trunk]
            type=peer
            host=192.0.2.77
            port=5070
            secret=wonderland
            """;

    /** Marks the field of a test that gets the database server. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Server {}

    /** Marks the field of a test that gets the folder of sip.conf. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Folder {}

    private @Nullable TestDatabase server;
    private @Nullable Path folder;

    @Override
    public Map<String, String> start() {
        TestDatabase database = TestDatabase.start();
        Path configuration = folder();
        server = database;
        folder = configuration;
        Map<String, String> settings = new HashMap<>(database.create().settings("registrar"));
        settings.put("kafka.bootstrap.servers", TestBroker.shared());
        settings.put("carillon.instance", "registrar-under-test");
        settings.put("carillon.config.dir", configuration.toString());
        settings.put("carillon.spool.dir", configuration.toString());
        settings.put("carillon.sip.internal", "127.0.0.1:0");
        settings.put("carillon.nonce.key", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        settings.put("quarkus.http.test-port", "0");
        List.of("kafka", "org.apache.kafka", "io.zonky", "org.flywaydb", "org.hibernate")
                .forEach(loud -> settings.put("quarkus.log.category.\"" + loud + "\".level", "ERROR"));
        return settings;
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("carillon-registrar-");
            Files.writeString(folder.resolve("sip.conf"), SIP_CONF);
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException("no folder for sip.conf", failed);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                Objects.requireNonNull(server),
                new TestInjector.AnnotatedAndMatchesType(Server.class, TestDatabase.class));
        injector.injectIntoFields(
                Objects.requireNonNull(folder), new TestInjector.AnnotatedAndMatchesType(Folder.class, Path.class));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}

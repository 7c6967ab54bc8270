package io.carillon.voicemail;

import io.carillon.protocol.media.control.RelayPool;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The media relays this voicemail was given, connected from its start to its stop. */
@ApplicationScoped
class MediaRelays {
    private final RelayPool pool;

    MediaRelays(
            Vertx vertx,
            @ConfigProperty(name = "carillon.relays") List<URI> addresses,
            @ConfigProperty(name = "carillon.instance") String instance,
            @ConfigProperty(name = "carillon.http.token") Optional<String> token) {
        // The name changes with each start of this process, because its request ids begin again.
        String name = instance + "-" + ProcessHandle.current().pid() + "-" + System.currentTimeMillis();
        pool = new RelayPool(vertx, addresses, name, token);
    }

    @Produces
    @Singleton
    RelayPool pool() {
        return pool;
    }

    /** Makes the pool here, on the main thread: made by an HTTP request, it would end with the HTTP server. */
    void start(@Observes StartupEvent event) {
        pool.connect();
    }

    void stop(@Observes ShutdownEvent event) {
        pool.close();
    }
}

package io.carillon.proxy;

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

/** The media relays this proxy was given, connected from its start to its stop. */
@ApplicationScoped
class MediaRelays {
    private final RelayPool pool;

    MediaRelays(
            Vertx vertx,
            @ConfigProperty(name = "carillon.relays") List<URI> addresses,
            @ConfigProperty(name = "carillon.instance") String instance,
            @ConfigProperty(name = "carillon.http.token") Optional<String> token) {
        String name = instance + "-" + ProcessHandle.current().pid() + "-" + System.currentTimeMillis();
        pool = new RelayPool(vertx, addresses, name, token);
    }

    @Produces
    @Singleton
    RelayPool pool() {
        return pool;
    }

    /**
     * Makes the pool and its client here, on the main thread: made by the first HTTP request, they would belong to the
     * HTTP server and end with it, before the calls.
     */
    void start(@Observes StartupEvent event) {
        pool.connect();
    }

    void stop(@Observes ShutdownEvent event) {
        pool.close();
    }
}

package io.carillon.operation;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Ends the process when the one that started it is gone. With {@code carillon.lifeline=stdin} the launcher keeps our
 * standard input open; however it dies, the kernel closes the pipe, and a daemon thread that reads it sees the end.
 */
@ApplicationScoped
public class Lifeline {
    private static final Logger LOG = Logger.getLogger(Lifeline.class);
    /** A launcher killed with -9 may leave nothing behind after 10 s; a stop that hangs is cut well before. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    /** Before what waits at start, such as migrations for their database. */
    private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE - 100;

    void start(
            @Observes @Priority(FIRST) StartupEvent event,
            @ConfigProperty(name = "carillon.lifeline") Optional<String> lifeline) {
        switch (lifeline.orElse("none")) {
            case "none" -> {}
            case "stdin" -> watch(System.in, Lifeline::stop);
            default ->
                throw new IllegalArgumentException(
                        "carillon.lifeline is '" + lifeline.orElseThrow() + "': only stdin is known");
        }
    }

    /** Runs the action once on a daemon thread when the stream has ended or broken. What arrives on it is dropped. */
    static Thread watch(InputStream stream, Runnable ended) {
        return Thread.ofPlatform().daemon().name("lifeline").start(() -> {
            drain(stream);
            ended.run();
        });
    }

    private static void drain(InputStream stream) {
        byte[] dropped = new byte[256];
        try {
            while (stream.read(dropped) >= 0) {
                // Only the end of the stream says something.
            }
        } catch (IOException broken) {
            LOG.debug("the lifeline broke", broken);
        }
    }

    private static void stop() {
        LOG.info("the launcher is gone: stopping");
        Thread.ofPlatform().daemon().name("lifeline-patience").start(() -> {
            try {
                Thread.sleep(PATIENCE);
            } catch (InterruptedException stopping) {
                return;
            }
            Runtime.getRuntime().halt(1);
        });
        // Like SIGTERM, which often comes at the same time: Quarkus stops in the JVM's shutdown hook, and only once.
        System.exit(0);
    }
}

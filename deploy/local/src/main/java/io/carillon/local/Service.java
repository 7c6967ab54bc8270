package io.carillon.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The services of a Carillon, each one or several child processes of the launcher. */
public enum Service {
    MEDIA_RELAY("media-relay", LocalPort.MEDIA_RELAY_HTTP, Optional.empty()),
    REGISTRAR("registrar", LocalPort.REGISTRAR_HTTP, Optional.of(LocalPort.REGISTRAR_SIP)),
    VOICEMAIL("voicemail", LocalPort.VOICEMAIL_HTTP, Optional.of(LocalPort.VOICEMAIL_SIP)),
    PROXY("proxy", LocalPort.PROXY_HTTP, Optional.of(LocalPort.PROXY_SIP));

    private final String label;
    private final LocalPort http;
    private final Optional<LocalPort> sip;

    Service(String label, LocalPort http, Optional<LocalPort> sip) {
        this.label = label;
        this.http = http;
        this.sip = sip;
    }

    /** Its name in options, logs and tables. */
    public String label() {
        return label;
    }

    LocalPort http() {
        return http;
    }

    /** Of its internal SIP listener, unless it has none. */
    Optional<LocalPort> sip() {
        return sip;
    }

    /** What Maven's module {@code label-service} makes below the checkout. */
    Path runner(Path home) {
        return home.resolve(label + "-service").resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** The service of that {@link #label}. */
    public static Optional<Service> named(String label) {
        return Arrays.stream(values())
                .filter(service -> service.label.equals(label))
                .findFirst();
    }

    void demandBuilt(Path home) throws CannotStart {
        Path runner = runner(home);
        if (!Files.exists(runner)) {
            throw new CannotStart(label + " is not built (" + runner + " is missing): build it with `mvn package`.");
        }
    }
}

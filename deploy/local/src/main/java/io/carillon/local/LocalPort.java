package io.carillon.local;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ports of the first process of each kind on 127.0.0.1; a further replica listens {@link #REPLICA_STEP} higher. */
public enum LocalPort {
    PROXY_HTTP(8080, Transport.TCP),
    REGISTRAR_HTTP(8081, Transport.TCP),
    /** By UDP media control (docs/adr/0024). */
    MEDIA_RELAY_HTTP(8082, Transport.TCP, Transport.UDP),
    VOICEMAIL_HTTP(8083, Transport.TCP),
    PROXY_SIP(15060, Transport.UDP),
    REGISTRAR_SIP(15061, Transport.UDP),
    VOICEMAIL_SIP(15062, Transport.UDP),
    MEDIA_RELAY_NG(2223, Transport.UDP),
    KAFKA(9092, Transport.TCP),
    POSTGRESQL(5433, Transport.TCP);

    /** From one replica's ports to the next one's. */
    static final int REPLICA_STEP = 10;

    /** How a port is listened to. */
    enum Transport {
        TCP,
        UDP
    }

    private final int standard;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes one that nobody can change
    private final List<Transport> transports;

    LocalPort(int standard, Transport... transports) {
        this.standard = standard;
        this.transports = List.of(transports);
    }

    /** Its number unless {@link Settings#ports()} says another. */
    public int standard() {
        return standard;
    }

    List<Transport> transports() {
        return transports;
    }

    /** Its name in {@code --port NAME=NUMBER}, as {@code proxy-http}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<LocalPort> named(String label) {
        return Arrays.stream(values())
                .filter(port -> port.label().equals(label))
                .findFirst();
    }
}

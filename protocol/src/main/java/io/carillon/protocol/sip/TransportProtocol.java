package io.carillon.protocol.sip;

import java.util.Locale;
import java.util.Optional;

/** The transports a Via may name (RFC 3261 §20.42, RFC 7118 §4). */
public enum TransportProtocol {
    UDP(false),
    TCP(true),
    TLS(true),
    SCTP(true),
    WS(true),
    WSS(true);

    private final boolean reliable;

    TransportProtocol(boolean reliable) {
        this.reliable = reliable;
    }

    /** Whether the transport delivers by itself, so that transactions need not retransmit (RFC 3261 §17). */
    public boolean reliable() {
        return reliable;
    }

    /** By name, in any case. */
    public static Optional<TransportProtocol> of(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "UDP" -> Optional.of(UDP);
            case "TCP" -> Optional.of(TCP);
            case "TLS" -> Optional.of(TLS);
            case "SCTP" -> Optional.of(SCTP);
            case "WS" -> Optional.of(WS);
            case "WSS" -> Optional.of(WSS);
            default -> Optional.empty();
        };
    }
}

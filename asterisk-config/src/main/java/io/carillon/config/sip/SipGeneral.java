package io.carillon.config.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code [general]} of {@code sip.conf}. What accounts inherit is already in them.
 *
 * @param context where calls of guests begin
 * @param domains that count as ours beside our addresses
 * @param realm of digest challenges
 * @param srvLookup names are resolved by SRV records (RFC 3263)
 */
public record SipGeneral(
        String context,
        List<String> domains,
        String realm,
        Listen listen,
        Outside outside,
        Expiry expiry,
        boolean allowGuest,
        boolean srvLookup,
        Optional<String> language,
        Optional<String> userAgent,
        Account.Media media,
        Nat nat) {

    /** What stands without {@code realm=}: a change of domain then locks nobody out. */
    public static final String DEFAULT_REALM = "carillon";

    /**
     * Where phones are listened to over UDP.
     *
     * @param address empty: every address
     */
    public record Listen(Optional<InetAddress> address, int port) {
        public static final int DEFAULT_PORT = 5060;
    }

    /**
     * What to show of ourselves when we are behind a NAT.
     *
     * @param address {@code externip} or {@code externaddr}; a name with {@code externhost}
     * @param port when the NAT maps ours to another
     * @param localNetworks peers in them are shown our own address
     */
    public record Outside(Optional<String> address, OptionalInt port, List<Network> localNetworks) {}

    /**
     * Bounds of a registration.
     *
     * @param strict a shorter wish is answered 423 instead of being raised (Carillon's own {@code strictexpiry})
     */
    public record Expiry(Duration minimum, Duration maximum, Duration standard, boolean strict) {
        public static final Expiry DEFAULT =
                new Expiry(Duration.ofSeconds(60), Duration.ofSeconds(3600), Duration.ofSeconds(120), false);
    }
}

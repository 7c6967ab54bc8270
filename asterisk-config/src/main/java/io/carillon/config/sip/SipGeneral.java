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
 * @param digestAlgorithms in the order in which they are offered (Carillon's own {@code digest_algorithms}); phones of the
 *     pjsip family read only the first
 * @param srvLookup names are resolved by SRV records (RFC 3263)
 * @param nat for those we know nothing else of
 * @param media for calls of guests
 */
public record SipGeneral(
        String context,
        List<String> domains,
        String realm,
        List<DigestAlgorithm> digestAlgorithms,
        Listen listen,
        Outside outside,
        Expiry expiry,
        Logins logins,
        boolean allowGuest,
        boolean srvLookup,
        String userAgent,
        Nat nat,
        Account.Media media) {

    /** What stands without {@code realm=}: a change of domain then locks nobody out. */
    public static final String DEFAULT_REALM = "carillon";

    /** What stands without {@code useragent=}, in Server and User-Agent. */
    public static final String DEFAULT_USER_AGENT = "Carillon";

    /** The algorithms' names in challenges, in the order in which they are offered. */
    public List<String> digestTokens() {
        return digestAlgorithms.stream().map(DigestAlgorithm::token).toList();
    }

    /**
     * Where phones are listened to.
     *
     * @param address the wildcard address when nothing is written
     * @param tcp by TCP too, at the same address and port; unlike chan_sip's, ours is on unless {@code tcpenable=no} is
     *     written, because every element must speak both (RFC 3261 §18)
     */
    public record Listen(InetAddress address, int port, boolean tcp) {
        public static final int DEFAULT_PORT = 5060;
        public static final InetAddress EVERY_ADDRESS = InetAddress.ofLiteral("0.0.0.0");
    }

    /**
     * What to show of ourselves when we are behind a NAT.
     *
     * @param address {@code externip} or {@code externaddr}: an address; or the name of {@code externhost}
     * @param port when the NAT maps ours to another
     * @param refresh {@code externrefresh}: how often the name is looked up
     * @param localNetworks peers in them are shown our own address; without any nobody is shown another
     */
    public record Outside(Optional<String> address, OptionalInt port, Duration refresh, List<Network> localNetworks) {
        public static final Duration DEFAULT_REFRESH = Duration.ofSeconds(10);
    }

    /**
     * Bounds of a registration.
     *
     * @param strict a shorter wish is answered 423 instead of being raised (Carillon's own {@code strict_expiry})
     */
    public record Expiry(Duration minimum, Duration maximum, Duration standard, boolean strict) {
        public static final Expiry DEFAULT =
                new Expiry(Duration.ofSeconds(60), Duration.ofSeconds(3600), Duration.ofSeconds(120), false);
    }

    /**
     * How many log-ins of an address or an account may fail within the window (Carillon's own {@code login_…}).
     *
     * @param slowAfter further answers come late
     * @param refuseAfter with so many, nothing more is looked at
     * @param refusedFor for this time
     */
    public record Logins(int slowAfter, int refuseAfter, Duration window, Duration refusedFor) {
        public static final Logins DEFAULT = new Logins(5, 20, Duration.ofSeconds(60), Duration.ofSeconds(300));
    }
}

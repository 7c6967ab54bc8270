package io.carillon.relay.storage;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which URLs may be asked: of hosts that belong to Carillon, by their addresses. What names a URL is media control, but a
 * relay that asks anybody for anything would be a way around every firewall. Any thread.
 */
final class InsideHosts {
    private final Predicate<InetAddress> inside;

    /** What came of looking for a URL's host. */
    sealed interface Found {
        /** The address is asked and no name, which might mean another one by then. */
        record At(InetAddress address, URI url) implements Found {}

        record Refused(String why) implements Found {}
    }

    InsideHosts(Predicate<InetAddress> inside) {
        this.inside = inside;
    }

    /** Why this is not asked, as far as it can be said without looking a name up. */
    Optional<String> refusal(String url) {
        Optional<URI> parsed = parse(url);
        if (parsed.isEmpty()) {
            return Optional.of("expected http://host:port/path");
        }
        return literal(parsed.get().getHost()).filter(inside.negate()).map(InsideHosts::outside);
    }

    /** Where it is; may wait for DNS. */
    Found find(String url) {
        Optional<URI> parsed = parse(url);
        if (parsed.isEmpty()) {
            return new Found.Refused("expected http://host:port/path");
        }
        String host = parsed.get().getHost();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (inside.test(address)) {
                    return new Found.At(address, parsed.get());
                }
            }
        } catch (UnknownHostException unknown) {
            return new Found.Refused("there is no host " + host);
        }
        return new Found.Refused(outside(host));
    }

    private static String outside(Object host) {
        return host + " is not inside (carillon.internal.allowed)";
    }

    private static Optional<URI> parse(String url) {
        try {
            URI parsed = new URI(url);
            boolean plain = "http".equalsIgnoreCase(parsed.getScheme())
                    && parsed.getHost() != null
                    && parsed.getUserInfo() == null
                    && parsed.getPort() > 0
                    && parsed.getFragment() == null;
            return plain ? Optional.of(parsed) : Optional.empty();
        } catch (URISyntaxException wrong) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}

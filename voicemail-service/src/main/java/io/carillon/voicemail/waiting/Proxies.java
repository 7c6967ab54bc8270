package io.carillon.voicemail.waiting;

import io.carillon.protocol.sip.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where proxies are: at addresses, or behind names, which are looked up each time, for a pod comes back at another address.
 * Blocks while it looks up; any thread.
 */
public final class Proxies {
    /** The hosts of a URI (RFC 3261 §25.1), and a port, which has to be there. */
    private static final Pattern WRITTEN = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[0-9a-zA-Z._-]+):(\\d{1,5})");

    private static final int LAST_PORT = 65_535;

    private final List<HostPort> places;
    private final Lookup lookup;

    /** Who knows names. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    public Proxies(List<HostPort> places) {
        this(places, InetAddress::getAllByName);
    }

    Proxies(List<HostPort> places, Lookup lookup) {
        this.places = List.copyOf(places);
        this.lookup = lookup;
    }

    /** {@code 192.0.2.7:15060}, {@code [2001:db8::7]:15060} or {@code proxy.carillon:15060}. */
    public static Optional<HostPort> place(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        return written.matches() && Integer.parseInt(written.group(2)) <= LAST_PORT
                ? Optional.of(new HostPort(written.group(1), Integer.parseInt(written.group(2))))
                : Optional.empty();
    }

    /** The first that can be found. */
    Optional<InetSocketAddress> any() {
        return places.stream()
                .flatMap(place -> addresses(place.host())
                        .map(address -> new InetSocketAddress(address, place.portOr(HostPort.DEFAULT_PORT))))
                .findFirst();
    }

    private Stream<InetAddress> addresses(String host) {
        try {
            Optional<InetAddress> literal = HostPort.addressOf(host);
            return literal.isPresent() ? literal.stream() : Stream.of(lookup.addresses(host));
        } catch (UnknownHostException away) {
            // No pod behind a headless Service is ready just now.
            return Stream.empty();
        }
    }
}

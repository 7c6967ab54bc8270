package io.carillon.config.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code 192.0.2.7:5060} or {@code [2001:db8::7]:5060}, as options and the environment of a service write where a socket
 * is. Never a name, and DNS is never asked.
 */
public final class AddressAndPort {
    /** An IPv6 address without brackets has no port: its last group could be one. */
    private static final Pattern WRITTEN = Pattern.compile("(\\[[^\\[\\]]+]|[^:\\[\\]]+)(?::(\\d{1,5}))?");

    private static final int MAX_PORT = 65_535;

    private AddressAndPort() {}

    /** Reads an address with its port; empty when either is missing or impossible. */
    public static Optional<InetSocketAddress> parse(String text) {
        return parse(text, OptionalInt.empty());
    }

    /** Reads an address whose port may be left out, also an IPv6 address without brackets. */
    public static Optional<InetSocketAddress> parse(String text, int standardPort) {
        return parse(text, OptionalInt.of(standardPort));
    }

    private static Optional<InetSocketAddress> parse(String text, OptionalInt otherwise) {
        String bare = text.strip();
        Matcher written = WRITTEN.matcher(bare);
        if (!written.matches()) {
            return otherwise.isPresent() ? socket(bare, otherwise.getAsInt()) : Optional.empty();
        }
        if (written.group(2) != null) {
            return socket(written.group(1), Integer.parseInt(written.group(2)));
        }
        return otherwise.isPresent() ? socket(written.group(1), otherwise.getAsInt()) : Optional.empty();
    }

    private static Optional<InetSocketAddress> socket(String host, int port) {
        Optional<InetAddress> address = Network.literal(host);
        return port > MAX_PORT ? Optional.empty() : address.map(found -> new InetSocketAddress(found, port));
    }
}

package io.carillon.proxy.signalling;

import io.carillon.config.sip.AddressAndPort;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.Via;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.SipListener;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * This proxy as a hop on the way from inside to a phone, in a Path (RFC 3327) or Record-Route: the token of the phone's
 * connection as its user (RFC 5626 §5.1), and where the phone was seen, if that is not where it believes to be (a NAT is
 * between). No phone can write one, for what a phone writes into these headers is dropped.
 */
public final class PhonePath {
    private static final String SEEN = "seen";

    private PhonePath() {}

    /** The hop, in angle brackets. */
    public static String of(Via phone, Flow from, HostPort inside) {
        String connection = from.token().map(token -> token + "@").orElse("");
        String seen = differs(phone, from) ? ";" + SEEN + "=" + text(from.remote()) : "";
        return "<sip:" + connection + inside + ";lr" + seen + ">";
    }

    /** Whether a NAT is between. */
    public static boolean isNatted(SipUri hop) {
        return hop.parameters().has(SEEN);
    }

    /**
     * The way back to the phone: its connection; where it was seen; else where its own contact points to. Empty when the
     * connection is closed, or the contact is no address.
     */
    public static Optional<Flow> flow(SipUri hop, SipUri contact, SipListener outside) {
        if (hop.user().isPresent()) {
            return hop.user().flatMap(outside::connection);
        }
        Optional<String> seen = hop.parameters().get(SEEN);
        return seen.isPresent()
                ? seen.flatMap(AddressAndPort::parse).map(outside::flowTo)
                : contact.hostPort()
                        .address()
                        .map(address -> outside.flowTo(
                                new InetSocketAddress(address, contact.port().orElse(HostPort.DEFAULT_PORT)),
                                contact.transport()));
    }

    private static boolean differs(Via phone, Flow from) {
        int written = phone.sentBy().portOr(HostPort.DEFAULT_PORT);
        // Whoever connects does so from any port, NAT or no NAT.
        boolean otherPort = !from.protocol().reliable() && phone.rport().orElse(written) != written;
        return otherPort
                || phone.received()
                        .flatMap(HostPort::addressOf)
                        .filter(address -> !phone.sentBy().isAt(address))
                        .isPresent();
    }

    private static String text(InetSocketAddress address) {
        return HostPort.hostOf(address.getAddress()) + ":" + address.getPort();
    }
}

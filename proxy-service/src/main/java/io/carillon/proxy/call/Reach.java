package io.carillon.proxy.call;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipUri;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Where a contact can be reached: IP addresses only, since a name would make a call wait for DNS that a phone chose. */
final class Reach {
    private Reach() {}

    static Optional<InetSocketAddress> of(SipUri contact) {
        return of(contact.host(), contact.port().orElse(HostPort.DEFAULT_PORT));
    }

    static Optional<InetSocketAddress> of(String host, int port) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(bare), port));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }
}

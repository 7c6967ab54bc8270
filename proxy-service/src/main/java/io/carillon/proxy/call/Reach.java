package io.carillon.proxy.call;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipUri;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Where a contact can be reached: IP addresses only, since a name would make a call wait for DNS that a phone chose. */
final class Reach {
    private Reach() {}

    static Optional<InetSocketAddress> of(SipUri contact) {
        return of(contact.host(), contact.port().orElse(HostPort.DEFAULT_PORT));
    }

    static Optional<InetSocketAddress> of(String host, int port) {
        return HostPort.addressOf(host).map(address -> new InetSocketAddress(address, port));
    }
}

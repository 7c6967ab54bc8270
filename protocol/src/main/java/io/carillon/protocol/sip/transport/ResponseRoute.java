package io.carillon.protocol.sip.transport;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.Via;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Where a response goes (RFC 3261 §18.2, RFC 3581 §4). Never asks DNS: received is an address whenever it is needed. */
public final class ResponseRoute {
    private ResponseRoute() {}

    /**
     * Notes the packet's source in the topmost Via: {@code received} when it differs from sent-by (§18.2.1), both
     * {@code received} and {@code rport} when the client asked for them (RFC 3581 §4). A sender that says an address
     * which is not its own is behind a NAT; it gets {@code rport} unasked, for its own port leads nowhere. What the
     * client itself wrote into these parameters is overwritten.
     */
    public static SipRequest stamped(SipRequest request, InetSocketAddress source) {
        Via via = request.topVia();
        String address = source.getAddress().getHostAddress();
        boolean sameHost = via.sentBy().isAt(source.getAddress());
        boolean natted = !sameHost && via.sentBy().address().isPresent();
        if (sameHost && !via.wantsRport() && via.received().isEmpty()) {
            return request;
        }
        Via noted = via.with("received", address);
        if (via.wantsRport() || natted) {
            noted = noted.with("rport", Integer.toString(source.getPort()));
        }
        return request.edit().topVia(noted).build();
    }

    /**
     * The flow for an answer to a request that came in on {@code arrival} and was stamped: the same connection, or when
     * that is closed a new one to sent-by (§18.2.2); the same UDP socket (RFC 3581 §4).
     */
    public static Flow flow(Via stamped, Flow arrival) {
        if (arrival.protocol().reliable()) {
            return arrival.open()
                    ? arrival
                    : sentBy(stamped).map(arrival.listener()::flowTo).orElse(arrival);
        }
        if (stamped.maddr().isEmpty()
                && stamped.rport().orElse(0) == arrival.remote().getPort()) {
            return arrival;
        }
        return target(stamped).map(arrival.listener()::flowTo).orElse(arrival);
    }

    /**
     * Where the response with this Via on top goes, over UDP: {@code maddr}, else {@code received} and {@code rport},
     * else sent-by. Empty when that is a name and not an address.
     */
    public static Optional<InetSocketAddress> target(Via via) {
        int sentByPort = via.sentBy().portOr(HostPort.DEFAULT_PORT);
        Optional<InetAddress> maddr = via.maddr().flatMap(HostPort::addressOf);
        if (maddr.isPresent()) {
            return maddr.map(address -> new InetSocketAddress(address, sentByPort));
        }
        int port = via.rport().orElse(sentByPort);
        return HostPort.addressOf(via.received().orElse(via.sentBy().host()))
                .map(address -> new InetSocketAddress(address, port));
    }

    /** Where a client listens whose connection is gone: {@code received}, else sent-by, at the port of sent-by. */
    public static Optional<InetSocketAddress> sentBy(Via via) {
        int port = via.sentBy().portOr(HostPort.DEFAULT_PORT);
        return HostPort.addressOf(via.received().orElse(via.sentBy().host()))
                .map(address -> new InetSocketAddress(address, port));
    }
}

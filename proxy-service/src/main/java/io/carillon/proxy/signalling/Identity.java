package io.carillon.proxy.signalling;

import io.carillon.protocol.address.Shown;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.UserAgentServer;
import io.carillon.protocol.sip.transport.Flow;
import java.util.stream.Stream;

/** Who we say we are towards a peer: the one place that chooses the address for Via, Contact, From and SDP. */
public interface Identity {
    /** The name that servers and user agents give of themselves (RFC 3261 §20.35, §20.41). */
    String PRODUCT = "Carillon";

    /** What this proxy implements, for Allow. */
    String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, PRACK, UPDATE, REFER, NOTIFY";

    /** The option of those who acknowledge provisional responses (RFC 3262). */
    String RELIABLE = "100rel";

    /** What this proxy understands beside session timers, for Supported: RFC 3262, RFC 3891, RFC 4488. */
    String SUPPORTED = "100rel, replaces, norefersub";

    /** How it answers what needs no call. */
    UserAgentServer SERVER = new UserAgentServer(
            PRODUCT,
            ALLOW,
            SUPPORTED,
            Stream.concat(Stream.of(SUPPORTED.split(", ")), Stream.of(SessionTimer.OPTION))
                    .toList());

    /** Our address as the peer at the far end of this flow can reach it. */
    HostPort shownOn(Flow flow);

    /** The same for media: the relay knows its own addresses, we know on which side of a NAT the peer is. */
    default Shown shown(Flow flow) {
        return new Shown.Usual();
    }

    /** The URI for Contact on this flow. */
    default String contact(Flow flow) {
        String transport = flow.protocol() == TransportProtocol.TCP ? ";transport=tcp" : "";
        return "<sip:" + shownOn(flow) + transport + ">";
    }
}

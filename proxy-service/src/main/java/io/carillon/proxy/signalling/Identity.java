package io.carillon.proxy.signalling;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.transport.Flow;

/** Who we say we are towards a peer: the one place that chooses the address for Contact and From. */
public interface Identity {
    /** The name that servers and user agents give of themselves (RFC 3261 §20.35, §20.41). */
    String PRODUCT = "Carillon";

    /** What this proxy implements, for Allow. */
    String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE";

    /** Our address as the peer at the far end of this flow can reach it. */
    HostPort shownOn(Flow flow);

    /** The URI for Contact on this flow. */
    default String contact(Flow flow) {
        String transport = flow.protocol() == TransportProtocol.TCP ? ";transport=tcp" : "";
        return "<sip:" + shownOn(flow) + transport + ">";
    }
}

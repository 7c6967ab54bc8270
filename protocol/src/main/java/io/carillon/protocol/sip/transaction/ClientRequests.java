package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import java.util.Map;

/** The two requests a client transaction makes from its own INVITE: they repeat its Via, so that the peer matches them. */
final class ClientRequests {
    private static final String HOPS = "70";

    private ClientRequests() {}

    /** The ACK for a non-2xx response (§17.1.1.3): the To is that of the response, all else of the request. */
    static SipRequest ack(SipRequest invite, SipResponse response) {
        return derived(invite, Method.ACK)
                .set("To", response.header("To").orElseThrow())
                .build();
    }

    /** §9.1: header for header that of the INVITE, but without Require and Proxy-Require. */
    static SipRequest cancel(SipRequest invite, Map<String, String> extraHeaders) {
        RequestEdit cancel = derived(invite, Method.CANCEL);
        extraHeaders.forEach(cancel::set);
        return cancel.build();
    }

    private static RequestEdit derived(SipRequest invite, Method method) {
        RequestEdit derived = SipRequest.create(method, invite.requestUri())
                .set("Via", invite.topVia().toString())
                .set("Max-Forwards", HOPS)
                .set("From", invite.header("From").orElseThrow())
                .set("To", invite.header("To").orElseThrow())
                .set("Call-ID", invite.callId())
                .set("CSeq", invite.cseq().number() + " " + method);
        for (String route : invite.headers("Route")) {
            derived.add("Route", route);
        }
        return derived;
    }
}

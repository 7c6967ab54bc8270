package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.Via;

/** What makes two requests one transaction (RFC 3261 §17.2.3). An ACK has the key of its INVITE. */
record ServerKey(String branch, HostPort sentBy, Method method) {
    static ServerKey of(SipRequest request) {
        Method method = request.is(Method.ACK) ? Method.INVITE : request.method();
        return of(request, method);
    }

    /** The INVITE that this CANCEL is for (§9.2). */
    static ServerKey cancelledBy(SipRequest cancel) {
        return of(cancel, Method.INVITE);
    }

    private static ServerKey of(SipRequest request, Method method) {
        Via via = request.topVia();
        String branch = via.branch().orElse("");
        return new ServerKey(
                branch.startsWith(Via.MAGIC_COOKIE) ? branch : legacyBranch(request, branch), via.sentBy(), method);
    }

    /**
     * RFC 2543 peers: what else tells transactions apart. The To tag is left out, for the ACK has one that the INVITE
     * had not.
     */
    private static String legacyBranch(SipRequest request, String branch) {
        return String.join(
                "\n",
                branch,
                request.requestUri().toString(),
                request.callId(),
                request.from().tag().orElse(""),
                Long.toString(request.cseq().number()));
    }
}

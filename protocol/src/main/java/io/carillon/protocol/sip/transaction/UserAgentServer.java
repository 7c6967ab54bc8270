package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.ResponseEdit;
import io.carillon.protocol.sip.SessionBody;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import java.util.List;

/**
 * What a user agent server says of itself where it answers a request at once and keeps nothing of it (RFC 3261 §8.2, §11.2).
 *
 * @param product for Server
 * @param allow the methods, for Allow
 * @param supported the option tags, for Supported
 * @param understood those that a request may require
 */
public record UserAgentServer(String product, String allow, String supported, List<String> understood) {
    public UserAgentServer {
        understood = List.copyOf(understood);
    }

    /** What this request requires and we do not know, for the 420's Unsupported (§8.2.2.3). */
    public List<String> notUnderstood(SipRequest request) {
        List<String> required = request.headers("Require");
        return required.isEmpty()
                ? required
                : required.stream()
                        .filter(option -> understood.stream().noneMatch(option::equalsIgnoreCase))
                        .toList();
    }

    /** The answer with this status; a retransmission gets the same (§8.2.7). */
    public SipResponse answer(SipRequest request, int status) {
        ResponseEdit response = request.response(status)
                .toTag(Identifiers.statelessTag(request))
                .set("Server", product);
        if (status == 405 || status == 200) {
            response.set("Allow", allow);
        }
        if (status == 200) {
            response.set("Accept", SessionBody.ACCEPTED).set("Supported", supported);
        }
        if (status == 420) {
            response.set("Unsupported", String.join(", ", notUnderstood(request)));
        }
        return response.build();
    }
}

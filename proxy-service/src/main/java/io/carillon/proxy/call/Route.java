package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.proxy.account.Account;
import java.util.List;
import java.util.Optional;

/**
 * How one contact of a callee is reached.
 *
 * @param leg names it within the call
 * @param callId the Call-ID of the dialog to come
 * @param target the Request-URI
 * @param flow what the request leaves on: our socket and the address that the phone registered from
 * @param others to be tried in this order when that one leads nowhere (RFC 3263 §4.3)
 * @param natted whether requests stay on this flow, whatever the phone's Contact says
 * @param path what is to be put into Route: what is left of the contact's Path after this proxy (RFC 3327), or the
 *     account's outbound proxy
 * @param voicemail what is asked, where it is voicemail that is called
 */
public record Route(
        LegId leg,
        String callId,
        Account callee,
        SipUri target,
        Flow flow,
        List<Flow> others,
        boolean natted,
        List<NameAddress> path,
        Optional<VoicemailRequest> voicemail) {
    public Route {
        others = List.copyOf(others);
        path = List.copyOf(path);
    }
}

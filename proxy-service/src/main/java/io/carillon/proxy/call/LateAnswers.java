package io.carillon.proxy.call;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.signalling.Signalling;
import java.util.HashMap;
import java.util.Map;

/**
 * What a destination still answers to an INVITE after the call has gone to another one (RFC 3263 §4.3): each 2xx makes a
 * dialog, which is acknowledged and ended (RFC 3261 §13.2.2.4). Owned by the signalling loop; held by the transaction, which
 * ends by itself.
 */
final class LateAnswers {
    /** Forks behind one destination; what answers beyond them is left to its own time-out. */
    private static final int MOST = 16;

    private final Signalling signalling;
    private final Flow flow;
    private final boolean natted;
    private final OurCredentials credentials;
    private final Map<String, InDialog> ended = new HashMap<>();

    LateAnswers(Signalling signalling, Flow flow, boolean natted, OurCredentials credentials) {
        this.signalling = signalling;
        this.flow = flow;
        this.natted = natted;
        this.credentials = credentials;
    }

    /** @param invite as it was sent there */
    void on(SipRequest invite, SipResponse success) {
        String tag = success.to().tag().orElse("");
        InDialog known = ended.get(tag);
        if (known != null) {
            known.acknowledge(invite);
        } else if (ended.size() < MOST) {
            Dialog.caller(invite, success).ifPresent(dialog -> {
                InDialog late = new InDialog(signalling, flow, natted, dialog, credentials, () -> {});
                ended.put(tag, late);
                late.confirm(success);
                late.acknowledge(invite);
                late.bye();
            });
        }
    }
}

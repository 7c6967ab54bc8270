package io.carillon.proxy.call;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.signalling.Signalling;
import java.util.HashSet;
import java.util.Set;

/**
 * What a destination still answers to an INVITE after its call is over, or has gone to another destination (RFC 3263 §4.3): each
 * 2xx makes a dialog, which is acknowledged and ended (RFC 3261 §13.2.2.4). Owned by the signalling loop; held by the
 * transaction, which ends by itself.
 */
final class LateAnswers implements ClientTransaction.Late {
    /** Forks behind one destination; what answers beyond them is left to its own time-out. */
    private static final int MOST = 16;

    private final Signalling signalling;
    private final Flow flow;
    private final boolean natted;
    private final OurCredentials credentials;
    /** The tags of dialogs that have had their BYE. */
    private Set<String> ended = Set.of();

    LateAnswers(Signalling signalling, Flow flow, boolean natted, OurCredentials credentials) {
        this.signalling = signalling;
        this.flow = flow;
        this.natted = natted;
        this.credentials = credentials;
    }

    /** These have had their BYE: what they say again is only acknowledged. */
    void know(Set<String> tags) {
        ended = Set.copyOf(tags);
    }

    @Override
    public void on(SipRequest invite, SipResponse success) {
        String tag = success.to().tag().orElse("");
        boolean another = !ended.contains(tag);
        if (another && ended.size() >= MOST) {
            return;
        }
        Dialog.caller(invite, success).ifPresent(dialog -> {
            InDialog late = new InDialog(signalling, flow, natted, dialog, credentials, () -> {});
            late.confirm(success);
            late.acknowledge(invite);
            if (another) {
                late.bye();
                Set<String> more = new HashSet<>(ended);
                more.add(tag);
                ended = Set.copyOf(more);
            }
        });
    }
}

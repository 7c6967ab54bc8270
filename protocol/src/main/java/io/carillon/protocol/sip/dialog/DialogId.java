package io.carillon.protocol.sip.dialog;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import java.util.Optional;

/** Which dialog a message belongs to, seen from our side (RFC 3261 §12). A peer of RFC 2543 has the empty tag. */
public record DialogId(String callId, String localTag, String remoteTag) {
    /** Of a request we received; empty outside any dialog (no To tag). */
    public static Optional<DialogId> of(SipRequest received) {
        return received.to()
                .tag()
                .map(local -> new DialogId(
                        received.callId(), local, received.from().tag().orElse("")));
    }

    /** Of a response we received; empty when it makes no dialog (no To tag). */
    public static Optional<DialogId> of(SipResponse received) {
        return received.to()
                .tag()
                .map(remote ->
                        new DialogId(received.callId(), received.from().tag().orElse(""), remote));
    }
}

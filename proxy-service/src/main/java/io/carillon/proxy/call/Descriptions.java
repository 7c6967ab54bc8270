package io.carillon.proxy.call;

import io.carillon.protocol.sip.SessionBody;
import io.carillon.protocol.sip.SipResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the parties of one INVITE's dialogs have said of their media before the 2xx, by the tag of each dialog. Owned by the
 * callee's leg on the signalling loop.
 */
final class Descriptions {
    /** Of a party's own provisional responses: its 2xx may then be without (RFC 3262 §5). */
    private final Map<String, String> early = new HashMap<>();

    /** Those whose party has answered our offer for certain: in a response with a receipt. */
    private final Set<String> agreed = new HashSet<>();

    /** What was agreed on since then, by UPDATE: a 2xx changes nothing of that (RFC 3261 §13.2.1). */
    private final Map<String, String> updated = new HashMap<>();

    /** @param reliably whether the response wants a receipt */
    void described(SipResponse provisional, boolean reliably) {
        Optional<String> sdp = SessionBody.description(provisional);
        Optional<String> tag = provisional.to().tag();
        if (sdp.isPresent() && tag.isPresent()) {
            early.put(tag.get(), sdp.get());
            if (reliably) {
                agreed.add(tag.get());
            }
        }
    }

    void updated(String tag, String sdp) {
        updated.put(tag, sdp);
    }

    /** Whether the offer in our INVITE has its answer in this dialog. */
    boolean isAgreed(String tag) {
        return agreed.contains(tag);
    }

    /** What this response tells of its party's media. */
    Optional<String> in(SipResponse response) {
        return before(response, updated)
                .or(() -> SessionBody.description(response))
                .or(() -> before(response, early));
    }

    private static Optional<String> before(SipResponse success, Map<String, String> known) {
        return success.isSuccess() ? success.to().tag().map(known::get) : Optional.empty();
    }

    void clear() {
        early.clear();
        agreed.clear();
        updated.clear();
    }
}

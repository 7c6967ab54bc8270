package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipRequest;

/** The same INVITE having come by two ways has these in common, but not the branch (RFC 3261 §8.2.2.2). */
record MergeKey(String callId, String fromTag, long cseq) {
    static MergeKey of(SipRequest request) {
        return new MergeKey(
                request.callId(),
                request.from().tag().orElse(""),
                request.cseq().number());
    }
}

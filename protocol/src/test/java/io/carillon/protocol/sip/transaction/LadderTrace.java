package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transport.Flow;

record LadderTrace(StringBuilder ladder) implements Trace {
    @Override
    public void received(SipMessage message, Flow flow) {
        note("> ", message);
    }

    @Override
    public void sent(SipMessage message, Flow flow) {
        note("< ", message);
    }

    private void note(String arrow, SipMessage message) {
        String what = switch (message) {
            case SipRequest request -> request.method().name();
            case SipResponse response -> Integer.toString(response.status());
        };
        ladder.append(arrow).append(what).append('\n');
    }
}

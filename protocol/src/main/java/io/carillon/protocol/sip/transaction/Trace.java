package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.transport.Flow;

/** Told of every message the layer takes in or sends out, retransmissions included. Must be quick; called on the loop. */
public interface Trace {
    Trace NONE = new Trace() {
        @Override
        public void received(SipMessage message, Flow flow) {}

        @Override
        public void sent(SipMessage message, Flow flow) {}
    };

    void received(SipMessage message, Flow flow);

    void sent(SipMessage message, Flow flow);
}

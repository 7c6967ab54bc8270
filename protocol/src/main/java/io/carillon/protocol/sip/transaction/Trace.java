package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.transport.Flow;

/**
 * Told of every message the layer takes in or sends out, retransmissions included, and once of how each request ended.
 * Must be quick; called on the loop.
 */
public interface Trace {
    Trace NONE = new Trace() {
        @Override
        public void received(SipMessage message, Flow flow) {}

        @Override
        public void sent(SipMessage message, Flow flow) {}
    };

    void received(SipMessage message, Flow flow);

    void sent(SipMessage message, Flow flow);

    /** A request of others got this final response: its first one, or one that was given without a transaction. */
    default void answered(Method method, int status) {}

    /** A request of ours got this final response, its first one. */
    default void completed(Method method, int status) {}

    /** A request of ours got no final response in time. */
    default void timedOut(Method method) {}
}

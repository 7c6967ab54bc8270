package io.carillon.protocol.sip.transport;

import io.carillon.protocol.sip.SipMessage;

/** Takes the messages of listeners, read and checked. Called on the listener's loop. */
@FunctionalInterface
public interface MessageHandler {
    void received(SipMessage message, Flow flow);
}

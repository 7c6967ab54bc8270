package io.carillon.protocol.sip.transaction;

/**
 * A transaction machine (RFC 3261 §17, RFC 6026): a pure function from state and input to state and actions. It holds
 * its timer values and nothing else; who runs it keeps the state and the messages.
 */
interface Machine<S, I, A> {
    S initial();

    Step<S, A> on(S state, I input);

    boolean terminated(S state);
}

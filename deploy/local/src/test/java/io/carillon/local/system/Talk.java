package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;

/** A call that rang and was answered, in which each party hears the other. */
record Talk(OutgoingCall caller, IncomingCall callee) {

    static Talk between(Phone caller, Phone callee) {
        OutgoingCall outgoing = caller.call(Lab.numberOf(callee));
        IncomingCall incoming = callee.awaitCall().ring();
        outgoing.awaitRinging();
        incoming.answer();
        outgoing.awaitAnswered().awaitTone(callee.tone());
        incoming.awaitTone(caller.tone());
        return new Talk(outgoing, incoming);
    }

    void hangUp() {
        assertThat(caller.hangUp().status()).isEqualTo(200);
        callee.awaitHungUp();
    }
}

package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneCall;

/** A call that rang and was answered, in which each party hears the other. */
record Talk(OutgoingCall caller, IncomingCall callee) {

    /** By this number; the callee answers without ringing first. */
    static Talk between(Phone caller, String number, Phone callee) {
        OutgoingCall outgoing = caller.call(number);
        IncomingCall incoming = callee.awaitCall().answer();
        outgoing.awaitAnswered().awaitTone(callee.tone());
        incoming.awaitTone(caller.tone());
        return new Talk(outgoing, incoming);
    }

    static Talk between(Phone caller, Phone callee) {
        OutgoingCall outgoing = caller.call(Lab.numberOf(callee));
        IncomingCall incoming = callee.awaitCall().ring();
        outgoing.awaitRinging();
        incoming.answer();
        outgoing.awaitAnswered().awaitTone(callee.tone());
        incoming.awaitTone(caller.tone());
        return new Talk(outgoing, incoming);
    }

    /** Each hears the other's tone. */
    static void assertTalking(PhoneCall one, PhoneCall other) {
        one.awaitTone(other.phone().tone());
        other.awaitTone(one.phone().tone());
    }

    void hangUp() {
        assertThat(caller.hangUp().status()).isEqualTo(200);
        callee.awaitHungUp();
    }
}

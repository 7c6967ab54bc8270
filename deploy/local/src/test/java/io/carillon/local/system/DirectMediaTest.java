package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneCall;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** directmedia: sound from phone to phone, as long as nothing needs it to pass the relay. */
@WholeSystem
class DirectMediaTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Lab lab;

    DirectMediaTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void two_phones_that_may_are_told_of_each_other_by_re_invites_and_the_call_ends_cleanly() {
        try (Phone alice = open("direct1", 700);
                Phone bob = open("direct2", 900)) {
            Talk talk = talk(alice, bob, "807");

            awaitDirect(talk.caller(), talk.callee());
            awaitDirect(talk.callee(), talk.caller());

            assertHearing(talk);
            assertThat(talk.caller().requests()).anyMatch(request -> request.is(Method.INVITE));
            talk.callee().hangUp();
            talk.caller().awaitHungUp();
        }
    }

    @Test
    void a_phone_whose_account_says_update_is_asked_by_update_where_it_takes_one() {
        try (Phone alice = open("direct3", 1100);
                Phone bob = open("direct4", 1300)) {
            OutgoingCall call = alice.call("808");
            IncomingCall incoming = bob.awaitCall();
            incoming.answer();
            call.awaitAnswered();

            awaitDirect(call, incoming);
            awaitDirect(incoming, call);
            call.hangUp();
        }
    }

    @Test
    void a_hold_brings_both_back_to_the_relay_whose_music_is_heard_and_then_the_resumed_call() {
        try (Phone alice = open("direct1", 700);
                Phone bob = open("direct2", 900)) {
            Talk talk = talk(alice, bob, "807");
            awaitDirect(talk.caller(), talk.callee());
            awaitDirect(talk.callee(), talk.caller());

            assertThat(talk.caller().reoffer("sendonly").status()).isEqualTo(200);

            awaitRelayed(talk.caller());
            awaitRelayed(talk.callee());
            talk.caller().audio().ear().awaitSilence(LIMIT);
            talk.callee().awaitTone(LabConfiguration.RECORDED);
            assertThat(talk.caller().reoffer("sendrecv").status()).isEqualTo(200);
            assertHearing(talk);
        }
    }

    @Test
    void a_transfer_brings_whoever_stays_back_to_the_relay() {
        try (Phone alice = open("direct1", 700);
                Phone bob = open("direct2", 900);
                Phone carol = lab.registered()) {
            Talk talk = talk(alice, bob, "807");
            awaitDirect(talk.caller(), talk.callee());
            awaitDirect(talk.callee(), talk.caller());

            assertThat(talk.caller().transfer(Lab.numberOf(carol)).status()).isEqualTo(202);

            IncomingCall incoming = carol.awaitCall().answer();
            talk.callee().awaitTone(carol.tone());
            incoming.awaitTone(bob.tone());
            awaitRelayed(talk.callee());
        }
    }

    @Test
    void a_phone_whose_account_says_no_keeps_both_at_the_relay() {
        try (Phone alice = lab.registered();
                Phone bob = open("direct2", 900)) {
            Talk talk = talk(alice, bob, "807");

            assertHearing(talk);
            assertThat(talk.caller().requests()).noneMatch(request -> request.is(Method.INVITE));
            awaitRelayed(talk.caller());
        }
    }

    private Phone open(String account, int tone) {
        return lab.phone(account, "secret-" + account).tone(tone).open().registered();
    }

    private static Talk talk(Phone alice, Phone bob, String number) {
        OutgoingCall call = alice.call(number);
        IncomingCall incoming = bob.awaitCall().answer();
        call.awaitAnswered();
        return new Talk(call, incoming);
    }

    private static void assertHearing(Talk talk) {
        Talk.assertTalking(talk.caller(), talk.callee());
    }

    private static void awaitDirect(PhoneCall party, PhoneCall other) {
        Watch.until(
                party.phone().user() + " to be told of the other's own address",
                LIMIT,
                () -> told(party).equals(other.audio().local()),
                () -> party.ladder().toString());
    }

    private void awaitRelayed(PhoneCall party) {
        Watch.until(
                party.phone().user() + " to be told of the relay",
                LIMIT,
                () -> lab.isRelayed(told(party)),
                () -> party.ladder().toString());
    }

    private static InetSocketAddress told(PhoneCall party) {
        return party.remoteDescription().orElseThrow().audio();
    }
}

package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.local.Service;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Via;
import io.carillon.testkit.network.NatBox;
import io.carillon.testkit.network.NatBox.Kind;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import io.carillon.testkit.phone.PhoneCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Phones behind NATs (RFC 3581, RFC 4961, sip.conf's {@code nat}): they write their private addresses everywhere, and
 * are reached where they were seen. The boxes let in what was asked for, and nothing else.
 */
@WholeSystem
class NatTest {
    private static final InetAddress ALICE_INSIDE = InetAddress.ofLiteral("127.21.0.5");
    private static final InetAddress BOB_INSIDE = InetAddress.ofLiteral("127.22.0.5");
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Lab lab;

    NatTest(Lab lab) {
        this.lab = lab;
    }

    private static NatBox homeOfAlice(Kind kind) throws IOException {
        return NatBox.between(InetAddress.ofLiteral("127.21.0.1"), InetAddress.ofLiteral("127.31.0.1"), kind);
    }

    private static NatBox homeOfBob(Kind kind) throws IOException {
        return NatBox.between(InetAddress.ofLiteral("127.22.0.1"), InetAddress.ofLiteral("127.32.0.1"), kind);
    }

    private Phone phone(String account, int tone, InetAddress inside, NatBox box) {
        return lab.phone(account, "secret-" + account)
                .tone(tone)
                .at(new InetSocketAddress(inside, 0))
                .behind(box)
                .open()
                .registered();
    }

    private Phone alice(NatBox box) {
        return phone("behind1", 500, ALICE_INSIDE, box);
    }

    private Phone bob(NatBox box) {
        return phone("behind2", 900, BOB_INSIDE, box);
    }

    @ParameterizedTest
    @EnumSource
    void a_registration_is_answered_with_the_port_it_was_seen_at_and_peers_show_it(Kind kind) throws Exception {
        try (NatBox box = homeOfAlice(kind);
                Phone alice = alice(box)) {
            Via seen = alice.register().last().topVia();

            assertThat(seen.received()).contains(box.outside().getHostAddress());
            assertThat(seen.rport()).isPresent();
            assertThat(seen.rport().getAsInt()).isNotEqualTo(alice.local().getPort());
            JsonNode contact = contactOf(alice);
            assertThat(contact.path("address").asText()).isEqualTo(box.outside().getHostAddress());
            assertThat(contact.path("port").asInt()).isEqualTo(seen.rport().getAsInt());
            assertThat(contact.path("uri").asText())
                    .contains(alice.local().getAddress().getHostAddress());
        }
    }

    private JsonNode contactOf(Phone phone) throws Exception {
        JsonNode peers = lab.get(Service.REGISTRAR, "/peers?after=behind0&limit=1");
        assertThat(peers.findPath("name").asText()).isEqualTo(phone.user());
        return peers.findPath("contacts").path(0);
    }

    @ParameterizedTest
    @EnumSource
    void two_phones_behind_different_nats_talk_whoever_calls(Kind kind) throws IOException {
        try (NatBox one = homeOfAlice(kind);
                NatBox other = homeOfBob(kind);
                Phone alice = alice(one);
                Phone bob = bob(other)) {
            talk(alice, "822", bob).hangUp();

            Talk back = talk(bob, "821", alice);
            back.callee().hangUp();
            back.caller().awaitHungUp();
        }
    }

    @Test
    void a_phone_behind_a_cone_talks_to_one_behind_a_symmetric_nat() throws IOException {
        try (NatBox one = homeOfAlice(Kind.PORT_RESTRICTED_CONE);
                NatBox other = homeOfBob(Kind.SYMMETRIC);
                Phone alice = alice(one);
                Phone bob = bob(other)) {
            talk(alice, "822", bob).hangUp();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_phone_behind_a_nat_and_one_before_it_talk_whoever_calls(Kind kind) throws IOException {
        try (NatBox box = homeOfAlice(kind);
                Phone alice = alice(box);
                Phone bob = lab.registered()) {
            Talk out = talk(alice, Lab.numberOf(bob), bob);
            out.callee().hangUp();
            out.caller().awaitHungUp();

            Talk in = talk(bob, "821", alice);
            in.hangUp();
        }
    }

    @Test
    void with_nat_no_the_phone_behind_the_nat_is_heard_and_hears_nothing() throws IOException {
        try (NatBox box = homeOfAlice(Kind.PORT_RESTRICTED_CONE);
                Phone unaware = phone("unaware1", 500, ALICE_INSIDE, box);
                Phone bob = lab.registered()) {
            OutgoingCall call = unaware.call(Lab.numberOf(bob));
            IncomingCall incoming = bob.awaitCall().answer();
            call.awaitAnswered();

            incoming.awaitTone(unaware.tone());
            incoming.audio().talker().awaitSent(100);

            assertThat(call.audio().ear().packets()).isZero();
            assertThat(call.hangUp().status()).isEqualTo(200);
            incoming.awaitHungUp();
        }
    }

    @ParameterizedTest
    @CsvSource({"unaware1, false", "behind1, true"})
    void the_echo_comes_back_behind_a_nat_where_the_account_says_so(String account, boolean back) throws IOException {
        try (NatBox box = homeOfAlice(Kind.PORT_RESTRICTED_CONE);
                Phone alice = phone(account, 500, ALICE_INSIDE, box)) {
            OutgoingCall call = alice.call("610").awaitAnswered();

            if (back) {
                call.awaitTone(alice.tone());
            } else {
                call.audio().talker().awaitSent(100);
                assertThat(call.audio().ear().packets()).isZero();
            }
            assertThat(call.hangUp().status()).isEqualTo(200);
        }
    }

    @Test
    void with_nat_no_a_phone_behind_a_nat_is_called_at_its_private_address_in_vain() throws IOException {
        try (NatBox box = homeOfAlice(Kind.PORT_RESTRICTED_CONE);
                Phone unaware = phone("unaware1", 500, ALICE_INSIDE, box);
                Phone bob = lab.registered()) {
            OutgoingCall call = bob.call("830");

            assertThat(call.awaitOutcome().status()).isGreaterThanOrEqualTo(400);
            assertThat(unaware.incomingCalls()).isEmpty();
        }
    }

    @Test
    void direct_media_of_a_phone_with_nat_yes_stays_at_the_relay() throws IOException {
        assertRelayed("symmetric1", "832");
    }

    @Test
    void direct_media_only_without_nat_stays_at_the_relay_where_the_phone_is_seen_elsewhere_than_it_says()
            throws IOException {
        assertRelayed("nonat1", "831");
    }

    private void assertRelayed(String account, String number) throws IOException {
        try (NatBox box = homeOfAlice(Kind.PORT_RESTRICTED_CONE);
                Phone alice = phone(account, 500, ALICE_INSIDE, box);
                Phone bob =
                        lab.phone("direct2", "secret-direct2").tone(900).open().registered()) {
            assertAtRelay(talk(bob, number, alice));
            assertAtRelay(talk(alice, "807", bob));
        }
    }

    private void assertAtRelay(Talk talk) {
        assertAtRelay(talk.caller());
        assertAtRelay(talk.callee());
        talk.hangUp();
    }

    private void assertAtRelay(PhoneCall call) {
        assertThat(call.requests()).noneMatch(request -> request.is(Method.INVITE));
        assertThat(lab.isRelayed(call.remoteDescription().orElseThrow().audio()))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void a_phone_whose_nat_forgets_it_in_a_call_registers_again_moves_its_audio_and_goes_on(Kind kind)
            throws IOException {
        try (NatBox box = homeOfAlice(kind);
                Phone alice = alice(box);
                Phone bob = lab.registered()) {
            Talk talk = talk(alice, Lab.numberOf(bob), bob);

            box.rebind();

            alice.registered();
            assertThat(talk.caller().moveAudio().status()).isEqualTo(200);
            assertHearing(talk);
            talk.callee().hangUp();
            talk.caller().awaitHungUp();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_phone_whose_nat_forgets_it_in_a_call_and_that_does_not_know_is_heard_again(Kind kind) throws IOException {
        try (NatBox box = homeOfAlice(kind);
                Phone alice = alice(box);
                Phone bob = lab.registered()) {
            Talk talk = talk(bob, "821", alice);

            box.rebind();
            talk.caller().audio().ear().awaitSilence(LIMIT);

            assertHearing(talk);
            talk.callee().hangUp();
            talk.caller().awaitHungUp();
        }
    }

    private static Talk talk(Phone caller, String number, Phone callee) {
        OutgoingCall call = caller.call(number);
        IncomingCall incoming = callee.awaitCall().answer();
        call.awaitAnswered();
        Talk talk = new Talk(call, incoming);
        assertHearing(talk);
        return talk;
    }

    private static void assertHearing(Talk talk) {
        talk.caller().awaitTone(talk.callee().phone().tone());
        talk.callee().awaitTone(talk.caller().phone().tone());
    }
}

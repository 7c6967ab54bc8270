package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Service;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.testkit.Watch;
import io.carillon.testkit.phone.Exchange;
import io.carillon.testkit.phone.IncomingCall;
import io.carillon.testkit.phone.OutgoingCall;
import io.carillon.testkit.phone.Phone;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Phones that speak TCP, and requests that are too long for UDP (RFC 3261 §18; RFC 5626 §3.5.1, §5.3). */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class TcpTest {

    private final Lab lab;

    TcpTest(Lab lab) {
        this.lab = lab;
    }

    private Phone overTcp() {
        return lab.phone().overTcp().open().registered();
    }

    @Test
    void two_phones_over_tcp_talk_each_on_the_one_connection_it_opened() {
        try (Phone alice = overTcp();
                Phone bob = overTcp()) {
            Talk talk = Talk.between(alice, bob);
            talk.hangUp();

            assertThat(alice.connections()).isEqualTo(1);
            assertThat(bob.connections()).isEqualTo(1);
            assertThat(talk.callee().invite().topVia().protocol()).isEqualTo(TransportProtocol.TCP);
            assertThat(talk.callee().invite().contacts().getFirst().uri().transport())
                    .contains(TransportProtocol.TCP);
        }
    }

    @Test
    void a_phone_over_tcp_calls_one_over_udp_and_is_left_by_it() {
        try (Phone alice = overTcp();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);

            assertThat(talk.callee().hangUp().status()).isEqualTo(200);
            talk.caller().awaitHungUp();
        }
    }

    @Test
    void a_phone_over_udp_calls_one_over_tcp_and_is_left_by_it() {
        try (Phone alice = lab.registered();
                Phone bob = overTcp()) {
            Talk talk = Talk.between(alice, bob);

            assertThat(talk.callee().hangUp().status()).isEqualTo(200);
            talk.caller().awaitHungUp();
        }
    }

    @Test
    void a_call_over_tcp_may_be_given_up() {
        try (Phone alice = overTcp();
                Phone bob = overTcp()) {
            OutgoingCall call = alice.call(Lab.numberOf(bob));
            IncomingCall atBob = bob.awaitCall().ring();
            call.awaitRinging();

            assertThat(call.cancel().status()).isEqualTo(200);

            atBob.awaitCancelled();
            assertThat(call.awaitOutcome().status()).isEqualTo(487);
        }
    }

    @Test
    void a_ping_on_the_connection_gets_its_pong() {
        try (Phone alice = overTcp()) {
            alice.keepAlive();
        }
    }

    @Test
    void a_phone_that_lost_its_connection_is_connected_to_where_it_listens() {
        try (Phone alice = lab.registered();
                Phone bob = overTcp()) {
            bob.dropConnections();
            awaitConnections(bob, 0);

            Talk.between(alice, bob).hangUp();

            assertThat(bob.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_phone_that_lost_its_connection_and_registers_anew_is_called_on_the_new_one() {
        try (Phone alice = overTcp();
                Phone bob = overTcp()) {
            bob.dropConnections();
            awaitConnections(bob, 0);
            bob.registered();

            Talk.between(alice, bob).hangUp();

            assertThat(bob.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_phone_behind_a_nat_is_called_on_its_connection_and_on_nothing_else() {
        try (Phone alice = lab.registered();
                Phone bob = lab.phone("natted1", "secret-natted1").overTcp().open()) {
            registerFrom(bob, "10.255.255.1");
            OutgoingCall call = alice.call("805");
            IncomingCall atBob = bob.awaitCall().answer();
            call.awaitAnswered().awaitTone(bob.tone());
            assertThat(call.hangUp().status()).isEqualTo(200);
            atBob.awaitHungUp();

            bob.dropConnections();
            awaitConnections(bob, 0);
            assertThat(alice.call("805").awaitOutcome().status()).isEqualTo(480);

            registerFrom(bob, "10.255.255.1");
            alice.call("805");
            bob.awaitCall().reject(486);
        }
    }

    @Test
    void a_caller_that_lost_its_connection_is_told_of_the_end_where_it_listens() {
        try (Phone alice = overTcp();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);
            alice.dropConnections();
            awaitConnections(alice, 0);

            assertThat(talk.callee().hangUp().status()).isEqualTo(200);

            talk.caller().awaitHungUp();
        }
    }

    @Test
    void a_bye_that_crosses_the_end_of_the_connection_is_sent_again_where_the_phone_listens() {
        try (Phone alice = overTcp();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(alice, bob);
            alice.loseConnectionsOn(Method.BYE);

            assertThat(talk.callee().hangUp().status()).isEqualTo(200);

            talk.caller().awaitHungUp();
        }
    }

    @Test
    void an_invite_that_crosses_the_end_of_the_connection_is_sent_again_where_the_phone_listens() {
        try (Phone alice = lab.registered();
                Phone bob = overTcp()) {
            bob.loseConnectionsOn(Method.INVITE);

            Talk.between(alice, bob).hangUp();

            assertThat(bob.connections()).isEqualTo(1);
        }
    }

    private static void registerFrom(Phone phone, String privateAddress) {
        Exchange exchange = phone.exchange(
                phone.registration().set("Contact", "<sip:" + phone.user() + "@" + privateAddress + ";transport=tcp>"));
        assertThat(exchange.last().status()).isEqualTo(200);
    }

    private static void awaitConnections(Phone phone, int number) {
        Watch.until(
                number + " connections", Phone.PATIENCE, () -> phone.connections() == number, phone.ladder()::toString);
    }

    @Test
    void a_request_in_many_segments_is_one_request_and_two_in_one_segment_are_two() {
        try (Phone alice = overTcp()) {
            byte[] first = options(alice, "first");
            for (byte b : first) {
                alice.sendRaw(new byte[] {b});
            }
            byte[] second = options(alice, "second");
            byte[] third = options(alice, "third");
            byte[] both = Arrays.copyOf(second, second.length + third.length);
            System.arraycopy(third, 0, both, second.length, third.length);
            alice.sendRaw(both);

            alice.awaitMessage("the first answer", message -> answers(message, "first"));
            alice.awaitMessage("the second answer", message -> answers(message, "second"));
            alice.awaitMessage("the third answer", message -> answers(message, "third"));
        }
    }

    private static byte[] options(Phone phone, String callId) {
        InetSocketAddress local = phone.local();
        return """
                OPTIONS sip:nobody@127.0.0.1 SIP/2.0
                Via: SIP/2.0/TCP 127.0.0.1:%d;branch=z9hG4bK-%s
                From: <sip:%s@127.0.0.1>;tag=a
                To: <sip:nobody@127.0.0.1>
                Call-ID: %s
                CSeq: 1 OPTIONS
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(local.getPort(), callId, phone.user(), callId)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static boolean answers(SipMessage message, String callId) {
        return message instanceof SipResponse && message.callId().equals(callId);
    }

    @Test
    void an_invite_too_long_for_a_datagram_goes_by_tcp_to_a_udp_phone_that_takes_tcp() {
        try (Phone wordy = lab.phone("wordy1", "secret-wordy1").open();
                Phone bob = lab.phone().alsoOverTcp().open().registered()) {
            Talk talk = Talk.between(wordy, bob);
            talk.hangUp();

            SipRequest invite = talk.callee().invite();
            assertThat(invite.encode().length).isGreaterThan(1_300);
            assertThat(invite.topVia().protocol()).isEqualTo(TransportProtocol.TCP);
            // The dialog is one of UDP all the same: what is short goes there.
            assertThat(bob.ladder().received())
                    .filteredOn(message ->
                            message instanceof SipRequest && !message.callId().isEmpty())
                    .filteredOn(message -> message.cseq().method().equals(Method.BYE))
                    .allMatch(message -> message.topVia().protocol() == TransportProtocol.UDP);
        }
    }

    @Test
    void an_invite_too_long_for_a_datagram_goes_by_udp_after_all_where_nobody_takes_tcp() {
        try (Phone wordy = lab.phone("wordy1", "secret-wordy1").open();
                Phone bob = lab.registered()) {
            Talk talk = Talk.between(wordy, bob);
            talk.hangUp();

            assertThat(talk.callee().invite().encode().length).isGreaterThan(1_300);
            assertThat(talk.callee().invite().topVia().protocol()).isEqualTo(TransportProtocol.UDP);
            assertThat(bob.incomingCalls()).hasSize(1);
        }
    }

    @Test
    void connections_and_messages_over_tcp_are_counted() throws Exception {
        double before = lab.metric(Service.PROXY, "carillon_sip_tcp_messages_total{outcome=\"received\"}");
        try (Phone alice = overTcp()) {
            assertThat(lab.metric(Service.PROXY, "carillon_sip_tcp_messages_total{outcome=\"received\"}"))
                    .isGreaterThanOrEqualTo(before + 2);
            assertThat(lab.metric(Service.PROXY, "carillon_sip_tcp_connections"))
                    .isGreaterThanOrEqualTo(alice.connections());
        }
    }
}

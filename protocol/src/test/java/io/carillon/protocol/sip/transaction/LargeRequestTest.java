package io.carillon.protocol.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.ManualLoop;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.SipListener;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RFC 3261 §18.1.1: by TCP if too long for a datagram, by UDP if nobody takes the connection. */
class LargeRequestTest {
    private static final InetSocketAddress PHONE = Wire.at("192.168.56.20", 5062);

    private final ManualLoop loop = new ManualLoop();
    private final Wire udp = new Wire(TransportProtocol.UDP);
    private final Wire tcp = new Wire(TransportProtocol.TCP);
    private final List<String> events = new ArrayList<>();
    private final TransactionLayer layer = new TransactionLayer(
            loop, new Core(), new TransactionLimits(1, 0, 1, 1, 1, 2), TimerValues.RFC, Trace.NONE, new Random(1));
    private boolean refused;

    /** A UDP flow that gives whatever is sent to TCP first. */
    private final class Wide implements Flow {
        @Override
        public TransportProtocol protocol() {
            return TransportProtocol.UDP;
        }

        @Override
        public SipListener listener() {
            return udp;
        }

        @Override
        public InetSocketAddress remote() {
            return PHONE;
        }

        @Override
        public boolean send(byte[] message) {
            return udp.flowTo(PHONE).send(message);
        }

        @Override
        public Optional<Flow> wide(SipRequest request) {
            return refused ? Optional.empty() : Optional.of(tcp.flowTo(PHONE));
        }

        @Override
        public void wideRefused() {
            refused = true;
        }
    }

    private ClientTransaction send() {
        SipRequest invite = SipRequest.create(Method.INVITE, SipUri.parse("sip:100@192.168.56.20:5062"))
                .set("From", "<sip:200@192.168.56.10>;tag=f")
                .set("To", "<sip:100@192.168.56.10>")
                .set("Call-ID", "call")
                .set("CSeq", "1 INVITE")
                .build();
        return layer.send(
                invite, new Wide(), event -> events.add(event.getClass().getSimpleName()));
    }

    @Test
    void its_via_names_tcp_and_nothing_goes_by_udp() {
        ClientTransaction transaction = send();

        loop.advance(Duration.ofSeconds(10));

        assertThat(tcp.summary()).containsExactly("INVITE");
        assertThat(udp.sent).isEmpty();
        assertThat(transaction.request().topVia().protocol()).isEqualTo(TransportProtocol.TCP);
    }

    @Test
    void when_nobody_takes_the_connection_it_goes_by_udp_under_another_branch_and_its_user_sees_nothing() {
        tcp.broken = true;
        ClientTransaction transaction = send();
        String first = transaction.request().topVia().branch().orElseThrow();

        loop.run();

        assertThat(events).isEmpty();
        assertThat(udp.summary()).containsExactly("INVITE");
        assertThat(transaction.request().topVia().protocol()).isEqualTo(TransportProtocol.UDP);
        assertThat(transaction.request().topVia().branch()).isNotEqualTo(Optional.of(first));
        assertThat(refused).isTrue();
    }

    @Test
    void a_request_that_was_given_up_meanwhile_does_not_begin_again() {
        tcp.broken = true;
        send().cancel();

        loop.run();

        assertThat(events).containsExactly("TransportFailed");
        assertThat(udp.sent).isEmpty();
    }

    @Test
    void a_full_table_says_nothing_about_who_takes_connections() {
        send();
        send();

        send();
        loop.run();

        assertThat(events).containsExactly("TransportFailed");
        assertThat(refused).isFalse();
        assertThat(udp.sent).isEmpty();
    }

    private void acknowledge() {
        layer.sendAck(
                SipRequest.create(Method.ACK, SipUri.parse("sip:100@192.168.56.20:5062"))
                        .set("From", "<sip:200@192.168.56.10>;tag=f")
                        .set("To", "<sip:100@192.168.56.10>;tag=t")
                        .set("Call-ID", "call")
                        .set("CSeq", "1 ACK")
                        .build(),
                new Wide());
    }

    @Test
    void the_ack_to_a_2xx_goes_by_tcp_as_any_request_of_its_length_does() {
        acknowledge();

        loop.run();

        assertThat(tcp.summary()).containsExactly("ACK");
        assertThat(udp.sent).isEmpty();
    }

    @Test
    void an_ack_whose_connection_nobody_takes_goes_by_udp_after_all() {
        tcp.broken = true;
        acknowledge();

        loop.run();

        assertThat(udp.summary()).containsExactly("ACK");
        assertThat(refused).isTrue();
    }
}

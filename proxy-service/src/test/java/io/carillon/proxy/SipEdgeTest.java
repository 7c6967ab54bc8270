package io.carillon.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TimerValues;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionLimits;
import io.carillon.protocol.sip.transport.UdpListener;
import io.carillon.testkit.network.ExpectsNothing;
import io.carillon.testkit.network.InMemoryNetwork;
import io.carillon.testkit.network.ManualLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fault of ours while an INVITE is served, on a network in memory. */
class SipEdgeTest {
    private static final InetSocketAddress PROXY = address("192.0.2.1", 5060);
    private static final String INVITE = """
            INVITE sip:200@192.0.2.1 SIP/2.0
            Via: SIP/2.0/UDP 203.0.113.5:4711;rport;branch=z9hG4bK-1
            Max-Forwards: 70
            From: <sip:alice@192.0.2.1>;tag=a
            To: <sip:200@192.0.2.1>
            Call-ID: call-1
            CSeq: 1 INVITE
            Contact: <sip:alice@203.0.113.5:4711>
            Content-Length: 0

            """.replace("\n", "\r\n");

    private final ManualLoop loop = new ManualLoop();
    private final InMemoryNetwork network = new InMemoryNetwork(loop);
    private final List<String> atThePhone = new ArrayList<>();
    private final TransactionLayer transactions = new TransactionLayer(
            network, new Broken(), TransactionLimits.DEFAULT, TimerValues.RFC, Trace.NONE, new Random(1));
    private DatagramPort phone;

    @BeforeEach
    void connect() throws IOException {
        UdpListener.open(network, "outside", PROXY, new HostPort("192.0.2.1", 5060), _ -> true, transactions);
        phone = network.open(
                address("203.0.113.5", 4711),
                (_, payload, _) ->
                        atThePhone.add(StandardCharsets.UTF_8.decode(payload).toString()),
                DatagramOptions.SIGNALLING);
    }

    private void send(String message) {
        phone.send(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)), PROXY);
        loop.advance(Duration.ofMillis(1));
    }

    @Test
    void a_fault_of_ours_is_answered_500_and_its_place_is_free_again() {
        send(INVITE);
        assertThat(atThePhone.getFirst()).startsWith("SIP/2.0 500 ");

        send(INVITE.replace("INVITE", "ACK"));
        loop.advance(TimerValues.RFC.t4());
        assertThat(transactions.figures().openServer()).isZero();
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    private static final class Broken extends ExpectsNothing {
        @Override
        public void request(ServerTransaction transaction, SipRequest request) {
            SipEdge.serve(
                    _ -> {
                        throw new IllegalStateException("a bug, on purpose");
                    },
                    transaction);
        }
    }
}

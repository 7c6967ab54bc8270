package io.carillon.protocol.sip.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Samples;
import io.carillon.protocol.sip.SipMessage;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real socket on the loopback interface. */
class UdpListenerTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int PATIENCE_MILLIS = 5_000;

    private record Arrival(SipMessage message, Flow flow) {}

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private DatagramLoop loop;
    private UdpListener listener;
    private DatagramSocket phone;

    @BeforeEach
    void open() throws IOException {
        loop = DatagramLoop.start("udp-listener-test");
        listener = UdpListener.open(
                loop,
                "outside",
                new InetSocketAddress(LOOPBACK, 0),
                new HostPort("127.0.0.1", 5060),
                address -> !address.equals(InetAddress.ofLiteral("127.0.0.66")),
                (message, flow) -> arrivals.add(new Arrival(message, flow)));
        phone = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
        phone.setSoTimeout(PATIENCE_MILLIS);
    }

    @AfterEach
    void close() {
        phone.close();
        listener.close();
        loop.close();
    }

    private void send(DatagramSocket from, byte[] bytes) throws IOException {
        from.send(new DatagramPacket(bytes, bytes.length, listener.localAddress()));
    }

    private Arrival arrival() throws InterruptedException {
        Arrival arrival = arrivals.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(arrival).isNotNull();
        return arrival;
    }

    private String heard() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        phone.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }

    @Test
    void a_message_arrives_with_the_flow_it_came_by_and_the_answer_leaves_from_the_same_socket() throws Exception {
        send(phone, Samples.bytes(Samples.REGISTER));

        Arrival arrival = arrival();
        assertThat(arrival.flow()).isEqualTo(listener.flowTo(new InetSocketAddress(LOOPBACK, phone.getLocalPort())));
        loop.execute(() -> arrival.flow().send(Samples.bytes("answer")));
        assertThat(heard()).isEqualTo("answer");
    }

    @Test
    void a_bad_request_is_answered_and_the_next_good_one_served() throws Exception {
        send(phone, Samples.bytes(Samples.REGISTER.replace("Max-Forwards: 70", "Max-Forwards: many")));
        send(phone, Samples.bytes(Samples.REGISTER));

        assertThat(heard()).startsWith("SIP/2.0 400 Bad Request (bad Max-Forwards)\r\n");
        assertThat(arrival().message().callId()).isEqualTo("ZmE5@192.168.56.20");
        assertThat(listener.counters().malformed()).isEqualTo(1);
    }

    @Test
    void keep_alives_and_noise_are_counted_and_met_with_silence() throws Exception {
        send(phone, new byte[] {'\r', '\n', '\r', '\n'});
        send(phone, new byte[] {0});
        send(phone, new byte[65_507]);
        send(phone, Samples.bytes("x".repeat(65_507)));
        send(phone, Samples.bytes(Samples.REGISTER));

        arrival();
        assertThat(listener.counters().keepAlives()).isEqualTo(3);
        assertThat(listener.counters().malformed()).isEqualTo(1);
        assertThat(listener.counters().sent()).isZero();
    }

    @Test
    void who_may_not_speak_to_this_listener_is_not_even_read() throws Exception {
        try (DatagramSocket stranger =
                new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.66"), 0))) {
            send(stranger, Samples.bytes(Samples.REGISTER));
        }
        send(phone, Samples.bytes(Samples.INVITE));

        assertThat(arrival().message().callId()).isEqualTo("call-1@192.168.56.20");
        assertThat(listener.counters().refused()).isEqualTo(1);
    }
}

package io.carillon.testkit.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(value = "both cores", mode = ResourceAccessMode.READ)
class LossyWireTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void the_far_party_sees_the_far_end_and_its_answer_comes_back() throws IOException {
        try (var alice = socket();
                var bob = socket();
                var wire = LossyWire.to(addressOf(bob), Impairment.NONE, 1)) {
            send(alice, "hello", wire.near());
            DatagramPacket atBob = receive(bob);
            send(bob, "welcome", (InetSocketAddress) atBob.getSocketAddress());
            DatagramPacket atAlice = receive(alice);

            assertThat(atBob.getSocketAddress()).isEqualTo(wire.far());
            assertThat(text(atBob)).isEqualTo("hello");
            assertThat(text(atAlice)).isEqualTo("welcome");
            assertThat(atAlice.getSocketAddress()).isEqualTo(wire.near());
        }
    }

    @Test
    void the_same_seed_loses_the_same_datagrams() throws IOException {
        assertThat(through(0.4, 11))
                .hasSizeBetween(80, 160)
                .isEqualTo(through(0.4, 11))
                .isNotEqualTo(through(0.4, 12));
    }

    @Test
    void nothing_arrives_before_the_delay() throws IOException {
        try (var alice = socket();
                var bob = socket();
                var wire = LossyWire.to(addressOf(bob), Impairment.NONE.withDelay(Duration.ofMillis(120)), 1)) {
            long sent = System.nanoTime();
            send(alice, "late", wire.near());
            receive(bob);

            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
        }
    }

    private static List<String> through(double loss, long seed) throws IOException {
        try (var alice = socket();
                var bob = socket();
                var wire = LossyWire.to(addressOf(bob), Impairment.NONE.withLoss(loss), seed)) {
            for (int i = 0; i < 200; i++) {
                send(alice, Integer.toString(i), wire.near());
            }
            List<String> arrived = new ArrayList<>();
            while (wire.lost() + arrived.size() < 200) {
                arrived.add(text(receive(bob)));
            }
            return arrived;
        }
    }

    private static DatagramSocket socket() throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(HERE, 0));
        socket.setSoTimeout(3000);
        return socket;
    }

    private static InetSocketAddress addressOf(DatagramSocket socket) {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private static void send(DatagramSocket from, String text, InetSocketAddress to) throws IOException {
        byte[] payload = text.getBytes(US_ASCII);
        from.send(new DatagramPacket(payload, payload.length, to));
    }

    /** Fails with {@link SocketTimeoutException} after the socket's limit. */
    private static DatagramPacket receive(DatagramSocket at) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        at.receive(packet);
        return packet;
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), US_ASCII);
    }
}

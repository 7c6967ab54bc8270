package io.carillon.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.Watch;
import io.carillon.testkit.network.NatBox.Kind;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ResourceLock(value = "both cores", mode = ResourceAccessMode.READ)
class NatBoxTest {

    private static final InetAddress GATEWAY = InetAddress.ofLiteral("127.10.0.1");
    private static final InetSocketAddress INSIDE = new InetSocketAddress(InetAddress.ofLiteral("127.10.0.5"), 0);
    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("127.11.0.1");
    private static final int PATIENCE = (int) Duration.ofSeconds(5).toMillis();

    @ParameterizedTest
    @EnumSource
    void the_world_sees_the_boxes_address_and_its_answer_comes_in(Kind kind) throws IOException {
        try (NatBox box = NatBox.between(GATEWAY, OUTSIDE, kind);
                DatagramSocket phone = box.open(INSIDE);
                DatagramSocket server = server()) {
            InetSocketAddress seen = sendAndSee(phone, server);
            assertThat(seen.getAddress()).isEqualTo(OUTSIDE);

            send(server, "answer", seen);

            DatagramPacket answer = receive(phone);
            assertThat(text(answer)).isEqualTo("answer");
            assertThat(answer.getSocketAddress()).isEqualTo(server.getLocalSocketAddress());
        }
    }

    @Test
    void a_cone_shows_one_port_to_all() throws IOException {
        try (NatBox box = NatBox.between(GATEWAY, OUTSIDE, Kind.PORT_RESTRICTED_CONE);
                DatagramSocket phone = box.open(INSIDE);
                DatagramSocket one = server();
                DatagramSocket other = server()) {
            assertThat(sendAndSee(phone, one)).isEqualTo(sendAndSee(phone, other));
        }
    }

    @Test
    void a_symmetric_box_shows_another_port_to_each() throws IOException {
        try (NatBox box = NatBox.between(GATEWAY, OUTSIDE, Kind.SYMMETRIC);
                DatagramSocket phone = box.open(INSIDE);
                DatagramSocket one = server();
                DatagramSocket other = server()) {
            assertThat(sendAndSee(phone, one)).isEqualTo(sendAndSee(phone, one)).isNotEqualTo(sendAndSee(phone, other));
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_was_not_sent_to_is_not_let_in(Kind kind) throws IOException {
        try (NatBox box = NatBox.between(GATEWAY, OUTSIDE, kind);
                DatagramSocket phone = box.open(INSIDE);
                DatagramSocket server = server();
                DatagramSocket stranger = server()) {
            InetSocketAddress seen = sendAndSee(phone, server);

            send(stranger, "unasked", seen);
            Watch.until(
                    "the stranger to be refused",
                    Duration.ofMillis(PATIENCE),
                    () -> box.refused() == 1,
                    () -> box.refused() + " refused");
            send(stranger, "unasked", (InetSocketAddress) phone.getLocalSocketAddress());
            send(server, "answer", seen);

            assertThat(text(receive(phone))).isEqualTo("answer");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_box_that_forgets_gives_a_new_port_and_the_old_one_leads_nowhere(Kind kind) throws IOException {
        try (NatBox box = NatBox.between(GATEWAY, OUTSIDE, kind);
                DatagramSocket phone = box.open(INSIDE);
                DatagramSocket server = server()) {
            InetSocketAddress before = sendAndSee(phone, server);

            box.rebind();

            InetSocketAddress after = sendAndSee(phone, server);
            assertThat(after).isNotEqualTo(before);
            send(server, "too late", before);
            send(server, "answer", after);
            assertThat(text(receive(phone))).isEqualTo("answer");
        }
    }

    private static DatagramSocket server() throws IOException {
        return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static InetSocketAddress sendAndSee(DatagramSocket phone, DatagramSocket server) throws IOException {
        send(phone, "hello", (InetSocketAddress) server.getLocalSocketAddress());
        DatagramPacket packet = receive(server);
        assertThat(text(packet)).isEqualTo("hello");
        return (InetSocketAddress) packet.getSocketAddress();
    }

    private static void send(DatagramSocket socket, String text, InetSocketAddress to) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(payload, payload.length, to));
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(PATIENCE);
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        return packet;
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }
}

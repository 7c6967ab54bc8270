package io.carillon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ListenerTest {
    @Test
    void a_taken_tcp_port_is_told_with_its_number_and_how_to_choose_another() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(Addresses.loopback(0));
            int port = taken.getLocalPort();
            Listener listener =
                    new Listener("Kafka", LocalPort.Transport.TCP, Addresses.loopback(port), "--port kafka=NUMBER");

            assertThatThrownBy(listener::demand)
                    .isInstanceOf(CannotStart.class)
                    .hasMessage("TCP port " + port + " (Kafka) is in use: stop who has it (`ss -lntp 'sport = :" + port
                            + "'` names it) or choose another with --port kafka=NUMBER.");
        }
    }

    @Test
    void a_taken_udp_port_is_told_alike() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(Addresses.loopback(0))) {
            Listener listener = new Listener(
                    "SIP for phones",
                    LocalPort.Transport.UDP,
                    Addresses.loopback(taken.getLocalPort()),
                    "--sip ADDRESS:PORT");

            assertThatThrownBy(listener::demand)
                    .hasMessageStartingWith("UDP port " + taken.getLocalPort() + " (SIP for phones) is in use: ")
                    .hasMessageEndingWith("choose another with --sip ADDRESS:PORT.");
        }
    }

    @Test
    void an_address_that_is_not_ours_is_told() {
        Listener listener = new Listener(
                "SIP for phones",
                LocalPort.Transport.UDP,
                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 5060),
                "--sip ADDRESS:PORT");

        assertThatThrownBy(listener::demand)
                .hasMessage("192.0.2.7:5060 (SIP for phones) is no address of this machine:"
                        + " choose one with --sip ADDRESS:PORT.");
    }

    @Test
    void a_port_is_free_again_after_it_was_asked_for() throws CannotStart, IOException {
        int port;
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(Addresses.loopback(0));
            port = probe.getLocalPort();
        }
        Listener listener = new Listener("Kafka", LocalPort.Transport.TCP, Addresses.loopback(port), "");

        listener.demand();

        assertThat(listener.isFree()).isTrue();
    }
}

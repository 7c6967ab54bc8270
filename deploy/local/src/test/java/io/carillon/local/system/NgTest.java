package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The relay as the launcher starts it, asked as an rtpengine is; calls through it are the relay's own KamailioTest. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class NgTest {
    private static final int PATIENCE_MILLIS = 2_000;

    private final Lab lab;

    NgTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void the_relay_answers_a_ping_on_this_machine() throws IOException {
        assertThat(answer(lab.carillon().ng(1))).isEqualTo("1 d6:result4:ponge");
    }

    /** 127.0.0.2 reaches what listens on all addresses, and nothing that listens on 127.0.0.1. */
    @Test
    void nobody_outside_is_listened_to() {
        InetSocketAddress outside = new InetSocketAddress(
                InetAddress.ofLiteral("127.0.0.2"), lab.carillon().ng(1).getPort());

        assertThatThrownBy(() -> answer(outside)).isInstanceOf(PortUnreachableException.class);
    }

    private static String answer(InetSocketAddress relay) throws IOException {
        byte[] ping = "1 d7:command4:pinge".getBytes(StandardCharsets.US_ASCII);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(relay);
            socket.send(new DatagramPacket(ping, ping.length));
            DatagramPacket answer = new DatagramPacket(new byte[1_500], 1_500);
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
        }
    }
}

package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.local.Service;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The launcher says nothing of where HTTP listens: these are the services' own defaults. */
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
class HttpTest {
    private static final int PATIENCE_MILLIS = 2000;

    private final Lab lab;

    HttpTest(Lab lab) {
        this.lab = lab;
    }

    /** 127.0.0.2 reaches what listens on all addresses, and nothing that listens on 127.0.0.1. */
    @ParameterizedTest
    @EnumSource
    void http_is_closed_to_the_outside_unless_opened(Service service) throws IOException {
        int port = lab.carillon().http(service, 1).getPort();

        assertThat(connects("127.0.0.1", port)).isTrue();
        assertThatThrownBy(() -> connects("127.0.0.2", port)).isInstanceOf(ConnectException.class);
    }

    private static boolean connects(String address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), PATIENCE_MILLIS);
            return socket.isConnected();
        }
    }
}

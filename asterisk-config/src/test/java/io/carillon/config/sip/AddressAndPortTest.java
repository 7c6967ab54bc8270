package io.carillon.config.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressAndPortTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7:5070, 192.0.2.7, 5070",
        "' 192.0.2.7:5070 ', 192.0.2.7, 5070",
        "0.0.0.0:0, 0.0.0.0, 0",
        "192.0.2.7:65535, 192.0.2.7, 65535",
        "[2001:db8::7]:5070, 2001:db8::7, 5070",
        "[::1]:5070, ::1, 5070"
    })
    void an_address_is_read_with_its_port(String text, String address, int port) {
        assertThat(AddressAndPort.parse(text)).contains(socket(address, port));
        assertThat(AddressAndPort.parse(text, 5060)).contains(socket(address, port));
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7, 192.0.2.7", "2001:db8::7, 2001:db8::7", "[2001:db8::7], 2001:db8::7", "::1:5070, ::1:5070"})
    void a_port_is_left_out_only_where_there_is_a_standard_one(String text, String address) {
        assertThat(AddressAndPort.parse(text)).isEmpty();
        assertThat(AddressAndPort.parse(text, 5060)).contains(socket(address, 5060));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":5060",
                "5060",
                "localhost:5060",
                "192.0.2.7:",
                "192.0.2.7:port",
                "192.0.2.7:-1",
                "192.0.2.7:+5060",
                "192.0.2.7:65536",
                "192.0.2.7:5060000000",
                "192.0.2:5060",
                "192.0.2.256:5060",
                "192.0.2.7:5060:5060",
                "[192.0.2.7:5060",
                "[2001:db8::7:5060",
                "2001:db8::7]:5060",
                "[]:5060",
                "[2001:db8::7]5060",
                "[2001:db8::g]:5060"
            })
    void what_is_no_address_is_not_read(String text) {
        assertThat(AddressAndPort.parse(text)).isEmpty();
        assertThat(AddressAndPort.parse(text, 5060)).isEmpty();
    }

    @Test
    void a_name_is_refused_without_asking_dns() {
        assertThat(AddressAndPort.parse("proxy.example:5060")).isEmpty();
    }

    private static InetSocketAddress socket(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}

package io.carillon.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7:5070, 192.0.2.7:5070",
        "192.0.2.7, 192.0.2.7:5060",
        "[2001:db8::7]:5070, [2001:db8:0:0:0:0:0:7]:5070",
        "2001:db8::7, [2001:db8:0:0:0:0:0:7]:5060"
    })
    void an_address_is_read_with_or_without_its_port(String text, String expected) {
        assertThat(Addresses.parse(text, 5060).map(Addresses::text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5070", "localhost:5060", "192.0.2.7:port", "192.0.2.7:70000", ":5060"})
    void what_is_no_address_is_not_read(String text) {
        assertThat(Addresses.parse(text, 5060)).isEmpty();
    }

    @Test
    void a_wildcard_is_reached_at_an_address_of_this_machine() {
        assertThat(Addresses.reachable(Addresses.parse("0.0.0.0", 5060).orElseThrow())
                        .getAddress()
                        .isAnyLocalAddress())
                .isFalse();
    }
}

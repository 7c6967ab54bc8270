package io.carillon.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InsideTest {
    private final Inside inside = new Inside(List.of("127.0.0.0/8", " ::1", "10.1.0.0/16"));

    @ParameterizedTest
    @CsvSource({"127.0.0.1,true", "127.9.9.9,true", "::1,true", "10.1.200.3,true", "10.2.0.1,false", "2001:db8::1,false"
    })
    void only_addresses_of_the_allowed_blocks_are_inside(String address, boolean admitted) {
        assertThat(inside.test(InetAddress.ofLiteral(address))).isEqualTo(admitted);
    }

    @Test
    void a_block_that_is_none_is_named() {
        assertThatThrownBy(() -> new Inside(List.of("ten/8")))
                .hasMessageContaining("carillon.internal.allowed has 'ten/8'");
    }
}

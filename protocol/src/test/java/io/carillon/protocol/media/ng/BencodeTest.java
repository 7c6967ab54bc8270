package io.carillon.protocol.media.ng;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.ng.Bencode.Decoded;
import io.carillon.protocol.media.ng.Bencode.Dictionary;
import io.carillon.protocol.media.ng.Bencode.Sequence;
import io.carillon.protocol.media.ng.Bencode.Text;
import io.carillon.protocol.media.ng.Bencode.Whole;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BencodeTest {

    @Test
    void every_kind_of_value_is_read() {
        assertThat(decode("d4:listl1:a0:i-7ee6:numberi12ee"))
                .isEqualTo(new Decoded.Value(new Dictionary(Map.of(
                        "list", new Sequence(List.of(new Text("a"), new Text(""), new Whole(-7))),
                        "number", new Whole(12)))));
    }

    @Test
    void what_was_read_is_written_with_its_keys_in_order() {
        assertThat(written(decode("d1:bi1e1:ali2eee"))).isEqualTo("d1:ali2ee1:bi1ee");
    }

    @Test
    void a_string_keeps_every_byte() {
        byte[] bytes = new byte[4 + 256];
        System.arraycopy("256:".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 4);
        for (int i = 0; i < 256; i++) {
            bytes[4 + i] = (byte) i;
        }

        assertThat(Bencode.decode(bytes))
                .isInstanceOfSatisfying(
                        Decoded.Value.class,
                        read -> assertThat(read.value().encode()).isEqualTo(bytes));
    }

    @Test
    void of_a_key_that_comes_twice_the_first_value_counts() {
        assertThat(written(decode("d1:a1:x1:a1:ye"))).isEqualTo("d1:a1:xe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "d",
                "l",
                "i",
                "i12",
                "ie",
                "i-e",
                "i1x2e",
                "5:abc",
                "5",
                ":",
                "-1:a",
                "d1:ae",
                "di1e1:ae",
                "1:ab",
                "99999999999999999999:a",
                "i9999999999999999999e",
                "x",
                "4294967297:a",
                "dle1:ae"
            })
    void what_is_no_bencoding_is_refused(String text) {
        assertThat(decode(text)).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void eight_levels_are_read_and_nine_are_refused() {
        assertThat(decode("l".repeat(8) + "e".repeat(8))).isInstanceOf(Decoded.Value.class);
        assertThat(decode("l".repeat(9) + "e".repeat(9))).hasToString("byte 8: nested more than 8 deep");
        assertThat(decode("l".repeat(60_000))).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void a_thousand_and_some_values_are_enough() {
        assertThat(decode("l" + "0:".repeat(1_023) + "e")).isInstanceOf(Decoded.Value.class);
        assertThat(decode("l" + "0:".repeat(1_024) + "e")).isInstanceOf(Decoded.Malformed.class);
    }

    private static Decoded decode(String text) {
        return Bencode.decode(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String written(Decoded decoded) {
        return decoded instanceof Decoded.Value(Bencode value)
                ? new String(value.encode(), StandardCharsets.ISO_8859_1)
                : decoded.toString();
    }
}

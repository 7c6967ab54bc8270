package io.carillon.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way and JAIN-SIP read the same, whatever is written. Seeded. */
class PlainFormsTest {
    private static final long SEED = 42;
    private static final int ROUNDS = 200_000;

    private static final List<String> PARTS = List.of(
            "sip:",
            "sips:",
            "SIP:",
            "tel:",
            "SIP/2.0/UDP ",
            "SIP/2.0/TCP ",
            "SIP/2.0/",
            "UDP",
            " ",
            "  ",
            "100",
            "alice",
            "Alice",
            "@",
            ":",
            "5060",
            "0",
            "70000",
            "192.168.56.10",
            "a.example",
            "[::1]",
            "::1",
            "-",
            ".",
            "_",
            "+",
            "*",
            "%41",
            "%",
            ";",
            ";lr",
            ";transport=UDP",
            ";user=phone",
            ";tag=1",
            ";Tag=2",
            ";branch=z9hG4bK1",
            ";branch=",
            ";rport",
            ";ttl=x",
            ";received=10.0.0.1",
            ";maddr=a",
            "=",
            "=x",
            "<",
            ">",
            "\"",
            "\"Bob\" ",
            "\"B \\\" b\" ",
            "Bob ",
            "?",
            "?a=b",
            ",",
            "é",
            "(c)",
            "\t");

    private static final List<String> SEEDS = List.of(
            "sip:100@192.168.56.10:5060;transport=udp;lr",
            "<sip:100@192.168.56.10:5060;transport=udp;lr>;tag=abc;q=0.5",
            "\"Bob B\" <sip:bob@a.example>;tag=1",
            "sip:100@a.example;tag=5",
            "SIP/2.0/UDP 192.168.56.20:5062;branch=z9hG4bK-1;rport=5;received=1.2.3.4",
            "SIP/2.0/TCP a.example;branch=z9hG4bK1;rport");

    private interface Reader<T> {
        T read(String text) throws BadSyntax;
    }

    private static <T> void same(@Nullable T plain, Reader<T> jain, String text) {
        if (plain == null) {
            return;
        }
        try {
            assertThat(plain.toString()).as(text).isEqualTo(jain.read(text).toString());
            assertThat(plain).as(text).isEqualTo(jain.read(text));
        } catch (BadSyntax e) {
            throw new AssertionError("JAIN-SIP refuses what is read as plain: " + text, e);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(3) > 0) {
            text.append(SEEDS.get(random.nextInt(SEEDS.size())));
        }
        int wounds = random.nextInt(5);
        for (int i = 0; i < wounds; i++) {
            int at = random.nextInt(text.length() + 1);
            if (random.nextBoolean() || text.isEmpty()) {
                text.insert(at, PARTS.get(random.nextInt(PARTS.size())));
            } else {
                text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(4)));
            }
        }
        return text.toString().strip();
    }

    @Test
    void whatever_is_read_as_plain_is_read_alike_by_jain_sip() {
        Random random = new Random(SEED);
        int plain = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = text(random);
            SipUri uri = PlainForms.uri(text);
            NameAddress address = PlainForms.address(text);
            Via via = PlainForms.via(text);
            same(uri, Grammar::anyUri, text);
            same(address, Grammar::anyAddress, text);
            same(via, Grammar::anyVia, text);
            plain += uri != null || address != null || via != null ? 1 : 0;
        }
        assertThat(plain).isGreaterThan(ROUNDS / 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<sip:100@192.168.56.20:5062;transport=udp>;tag=a1", "\"Alice\" <sip:100@h>", "<sips:h;lr>"})
    void what_phones_write_is_plain(String address) {
        assertThat(PlainForms.address(address)).isNotNull();
        assertThat(PlainForms.via("SIP/2.0/UDP 192.168.56.20:5062;branch=z9hG4bK-524287-1---3ab1;rport"))
                .isNotNull();
    }
}

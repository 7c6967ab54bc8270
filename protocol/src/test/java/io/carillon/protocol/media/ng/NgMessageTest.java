package io.carillon.protocol.media.ng;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.ng.NgMessage.Received;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NgMessageTest {

    private static final long SEED = 20261122;
    private static final int MUTANTS = 300_000;

    /** As Kamailio 5.6 writes an offer, its description left out. */
    private static final String OFFER = "8271_3 d8:supportsl10:load limite3:sdp3:v=0"
            + "3:ICE6:remove5:flagsl9:symmetrice7:replacel6:origin18:session-connectione"
            + "7:call-id5:abc@h13:received-froml3:IP49:127.0.0.1e8:from-tag1:f10:via-branch2:v17:command5:offere";

    @Test
    void an_offer_of_kamailio_is_read() {
        assertThat(decode(OFFER))
                .isEqualTo(new Received.Asked(
                        "8271_3",
                        new NgRequest.Offer(
                                new NgTags("abc@h", Optional.of("f"), Optional.empty(), Optional.of("v1")),
                                new NgDescription(
                                        "v=0",
                                        true,
                                        false,
                                        Optional.of(InetAddress.ofLiteral("127.0.0.1")),
                                        true,
                                        true,
                                        true,
                                        true))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP-source-address", "SIP source address", "sip_source_address"})
    void flags_are_read_however_their_words_are_joined(String flag) {
        assertThat(decode("c d7:command5:offer7:call-id1:c8:from-tag1:f3:sdp1:x5:flagsl10:asymmetric" + flag.length()
                        + ":" + flag + "ee"))
                .isInstanceOfSatisfying(
                        Received.Asked.class,
                        asked -> assertThat(asked.request()).isInstanceOfSatisfying(NgRequest.Offer.class, offer -> {
                            assertThat(offer.description().symmetric()).isFalse();
                            assertThat(offer.description().sourceAddressed()).isTrue();
                        }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i1e",
                "d7:command5:dancee",
                "d7:command5:offere",
                "d7:commandi1ee",
                "d7:command5:offer7:call-id0:e",
                "d7:command5:offer7:call-id1:c8:from-tag1:fe",
                "d7:command6:answer7:call-id1:c8:from-tag1:f3:sdp1:xe",
                "d7:command6:answer7:call-id1:c8:from-tag1:f6:to-tag1:f3:sdp1:xe",
                "d7:command5:offer7:call-id1:c8:from-tag1:f3:sdp1:x13:received-froml3:IP44:hostee",
                "d7:command5:offer7:call-id1:c8:from-tag1:f3:sdp1:x13:received-from1:xe",
                "d7:command4:list5:limiti0ee",
                "d7:command4:list5:limit1:xe",
                "d7:command4:pinge-"
            })
    void a_request_that_is_wrong_can_be_answered(String request) {
        assertThat(decode("c " + request))
                .isInstanceOfSatisfying(
                        Received.Wrong.class,
                        wrong -> assertThat(wrong.cookie()).isEqualTo("c"));
    }

    @Test
    void names_have_their_longest_length() {
        assertThat(decode("c d7:command5:query7:call-id240:" + "x".repeat(240) + "e"))
                .isInstanceOf(Received.Asked.class);
        assertThat(decode("c d7:command5:query7:call-id241:" + "x".repeat(241) + "e"))
                .isInstanceOf(Received.Wrong.class);
        assertThat(decode("x".repeat(128) + " d7:command4:pinge")).isInstanceOf(Received.Asked.class);
        assertThat(decode("x".repeat(129) + " d7:command4:pinge")).isInstanceOf(Received.Noise.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " d7:command4:pinge", "cookie", "d7:command4:pinge", "\0\1 d7:command4:pinge"})
    void what_has_no_cookie_is_noise(String datagram) {
        assertThat(decode(datagram)).isInstanceOf(Received.Noise.class);
    }

    @Test
    void a_reply_bears_the_cookie_of_its_request() {
        assertThat(encoded(new NgReply.Pong())).isEqualTo("c d6:result4:ponge");
        assertThat(encoded(new NgReply.Failed("no: §"))).isEqualTo("c d12:error-reason5:no: ?6:result5:errore");
        assertThat(encoded(new NgReply.Passed("v=0 \u00e9"))).isEqualTo("c d6:result2:ok3:sdp5:v=0 \u00e9e");
        assertThat(encoded(new NgReply.LoadLimit("full"))).isEqualTo("c d7:message4:full6:result10:load limite");
        assertThat(encoded(new NgReply.Calls(List.of("a", "b")))).isEqualTo("c d5:callsl1:a1:be6:result2:oke");
    }

    @Test
    void a_report_counts_each_packet_once_and_names_every_tag() {
        Instant now = Instant.ofEpochSecond(1_000);
        NgCallFigures.Party fork = new NgCallFigures.Party(
                List.of("t1", "t2"),
                Optional.of("v"),
                Optional.of("f"),
                now,
                OptionalInt.of(4_000),
                figures("2", 7, 2),
                now);
        NgCallFigures.Party caller = new NgCallFigures.Party(
                List.of("f"), Optional.empty(), Optional.of("t2"), now, OptionalInt.empty(), figures("1", 0, 0), now);

        assertThat(encoded(new NgReply.Report(new NgCallFigures(now, now.plusSeconds(3), List.of(caller, fork)))))
                .contains("7:createdi1000e", "11:last signali1003e", "2:t1d", "2:t2d", "1:fd", "10:local porti4000e")
                .contains("11:last packeti999e")
                .endsWith("6:totalsd3:RTPd5:bytesi1120e6:errorsi1e4:losti2e7:packetsi7eeee");
    }

    // What takes ten times as long as on two busy cores hangs.
    @Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
    @Test
    void of_300_000_damaged_requests_each_is_read_or_refused() {
        Random random = new Random(SEED);
        byte[] original = OFFER.getBytes(StandardCharsets.ISO_8859_1);
        int asked = 0;
        for (int round = 0; round < MUTANTS; round++) {
            byte[] mutant = mutantOf(original, random);
            try {
                asked += NgMessage.decode(ByteBuffer.wrap(mutant)) instanceof Received.Asked ? 1 : 0;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(
                        "seed " + SEED + ", round " + round + ": " + new String(mutant, StandardCharsets.ISO_8859_1),
                        e);
            }
        }
        assertThat(asked).as("mutants that are still requests").isBetween(MUTANTS / 20, MUTANTS);
    }

    /** One to three times: a byte changed, a piece taken out, put in twice, or cut off behind. */
    private static byte[] mutantOf(byte[] original, Random random) {
        StringBuilder text = new StringBuilder(new String(original, StandardCharsets.ISO_8859_1));
        for (int damage = random.nextInt(3); damage >= 0; damage--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.setCharAt(at, "0123456789deil:-".charAt(random.nextInt(16)));
                case 2 -> text.delete(at, end).append(' ');
                case 3 -> text.insert(at, text.substring(at, end));
                default -> text.setLength(at + 1);
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static LegFigures figures(String leg, long packets, long lost) {
        return new LegFigures(
                new LegId(leg),
                Optional.of("ulaw"),
                packets,
                160 * packets,
                0,
                0,
                lost,
                0,
                0,
                OptionalDouble.empty(),
                packets > 0 ? 1 : 0,
                0,
                Duration.ofSeconds(1));
    }

    private static Received decode(String datagram) {
        return NgMessage.decode(ByteBuffer.wrap(datagram.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String encoded(NgReply reply) {
        return new String(NgMessage.encode("c", reply), StandardCharsets.ISO_8859_1);
    }
}

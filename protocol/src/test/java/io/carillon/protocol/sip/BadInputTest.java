package io.carillon.protocol.sip;

import static io.carillon.protocol.sip.Samples.INVITE;
import static io.carillon.protocol.sip.Samples.REGISTER;
import static io.carillon.protocol.sip.Samples.malformed;
import static io.carillon.protocol.sip.Samples.parse;
import static io.carillon.protocol.sip.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is named, and answered whenever the request says to whom (RFC 3261 §8.2, §16.3; cases of RFC 4475). */
class BadInputTest {
    private static String without(String header) {
        return REGISTER.replaceFirst("(?m)^" + header + ":.*\r\n", "");
    }

    private static String doubled(String header) {
        return REGISTER.replaceFirst("(?m)^(" + header + ":.*\r\n)", "$1$1");
    }

    private static String instead(String header, String value) {
        return REGISTER.replaceFirst("(?m)^" + header + ":.*\r\n", header + ": " + value + "\r\n");
    }

    static Stream<Arguments> answerable() {
        return Stream.of(
                arguments(doubled("To"), 400, "double To"),
                arguments(doubled("From"), 400, "double From"),
                arguments(doubled("Call-ID"), 400, "double Call-ID"),
                arguments(doubled("CSeq"), 400, "double CSeq"),
                arguments(doubled("Max-Forwards"), 400, "double Max-Forwards"),
                arguments(instead("Max-Forwards", "seventy"), 400, "bad Max-Forwards"),
                arguments(instead("Max-Forwards", "-1"), 400, "bad Max-Forwards"),
                arguments(instead("Contact", "<sip:100@"), 400, "bad Contact"),
                arguments(instead("Contact", "sip:100@a b c"), 400, "bad Contact"),
                arguments(instead("CSeq", "7 INVITE"), 400, "CSeq method is not that of the request"),
                arguments(REGISTER.replace(" SIP/2.0\r\nVia", " SIP/7.0\r\nVia"), 505, "version not supported"),
                arguments(REGISTER.replace("REGISTER sip:", "REGISTER http://"), 416, "unsupported URI scheme"),
                arguments(REGISTER.replace("REGISTER sip:", "REGISTER tel:"), 416, "unsupported URI scheme"),
                arguments(REGISTER.replace("REGISTER sip:192", "REGISTER sip:b ad@192"), 400, "bad Request-URI"),
                arguments(REGISTER.replace("Allow", "Content-Length: 1\r\nAllow"), 400, "double Content-Length"),
                arguments(INVITE.replace("Length: 4", "Length: 400"), 400, "Content-Length beyond the datagram"),
                arguments(INVITE.replace("Length: 4", "Length: -4"), 400, "bad Content-Length"),
                arguments(INVITE.replace("Length: 4", "Length: " + "9".repeat(5000)), 400, "bad Content-Length"),
                arguments(REGISTER.replace("Max-", "Subject: a\rEvil: b\r\nMax-"), 400, "control character"),
                arguments(REGISTER.replace("Zoiper", "Zo\0iper"), 400, "control character"),
                arguments(REGISTER.replace("User-Agent", ": x\r\nUser-Agent"), 400, "header without a name"),
                arguments(REGISTER.replace("User-Agent", "User Agent"), 400, "header without a name"),
                arguments(REGISTER.replace("User-Agent:", "User-Agent"), 400, "header without a name"),
                arguments(REGISTER.replace("Zoiper", "x".repeat(9_000)), 400, "line too long"),
                arguments(
                        REGISTER.replace("User-Agent", "X: y\r\n".repeat(400) + "User-Agent"), 513, "too many headers"),
                arguments(
                        REGISTER.replace(
                                "User-Agent", "Route: <sip:a@b>" + ",<sip:a@b>".repeat(700) + "\r\nUser-Agent"),
                        513,
                        "too many headers"),
                arguments(
                        REGISTER.replace("User-Agent", ("X: " + "y".repeat(4000) + "\r\n").repeat(12) + "User-Agent"),
                        513,
                        "too many headers"),
                arguments(REGISTER.substring(0, REGISTER.length() - 2), 400, "headers do not end"),
                arguments(REGISTER.substring(0, REGISTER.indexOf("Expires") + 4), 400, "headers do not end"));
    }

    @ParameterizedTest
    @MethodSource("answerable")
    void a_bad_request_that_says_who_sent_it_is_answered(String message, int status, String cause) {
        Parsed.Malformed bad = malformed(message);

        assertThat(bad.cause()).isEqualTo(cause);
        assertThat(bad.answer()).hasValueSatisfying(answer -> {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.reason()).contains(cause);
            assertThat(answer.topVia().branch()).isPresent();
            assertThat(answer.to().tag()).isPresent();
            assertThat(MessageParser.parse(answer.encode())).isInstanceOf(Parsed.Message.class);
        });
    }

    static Stream<Arguments> unanswerable() {
        return Stream.of(
                arguments(without("Via"), "missing Via"),
                arguments(without("To"), "missing To"),
                arguments(without("From"), "missing From"),
                arguments(without("Call-ID"), "missing Call-ID"),
                arguments(without("CSeq"), "missing CSeq"),
                arguments(instead("CSeq", "1".repeat(10_000) + " REGISTER"), "CSeq too long"),
                arguments(instead("CSeq", "1".repeat(1_000) + " REGISTER"), "bad CSeq"),
                arguments(instead("CSeq", "2147483648 REGISTER"), "bad CSeq"),
                arguments(instead("CSeq", "-7 REGISTER"), "bad CSeq"),
                arguments(instead("CSeq", "7"), "bad CSeq"),
                arguments(instead("CSeq", ""), "bad CSeq"),
                arguments(instead("Call-ID", ""), "bad Call-ID"),
                arguments(instead("Call-ID", "a b"), "bad Call-ID"),
                arguments(instead("From", "<sip:100@"), "bad From"),
                arguments(instead("From", "tel:100"), "bad From"),
                arguments(instead("To", "\"Alice <sip:100@a>"), "bad To"),
                arguments(instead("Via", "SIP/2.0/UDP"), "bad Via"),
                arguments(instead("Via", "SIP/2.0/PIGEON a.example"), "bad Via"),
                arguments(instead("Via", "SIP/2.0/UDP a.example:70000"), "bad Via"),
                arguments(instead("Via", "XIP/2.0/UDP a.example"), "bad Via"),
                arguments(
                        REGISTER.replace("REGISTER", "ACK").replace("Expires", "Contact: <\r\nExpires"), "bad Contact"),
                arguments("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "not SIP"),
                arguments("REGISTER\r\n\r\n", "bad request line"),
                arguments("REG(STER sip:a@b SIP/2.0\r\n\r\n", "bad request line"),
                arguments("x".repeat(65_000), "no start line"),
                arguments("SIP/2.0 200 OK\r\n\r\n", "missing Via"),
                arguments("SIP/2.0 99 Low\r\n\r\n", "bad status line"),
                arguments("SIP/2.0 4711 High\r\n\r\n", "bad status line"),
                arguments("SIP/2.0 2e2 OK\r\n\r\n", "bad status line"),
                arguments("\u0016\u0003\u0001\u0002\u0000\u0001\u0000", "no start line"));
    }

    @ParameterizedTest
    @MethodSource("unanswerable")
    void what_cannot_be_answered_is_named_and_met_with_silence(String message, String cause) {
        assertThat(malformed(message)).isEqualTo(new Parsed.Malformed(cause, Optional.empty()));
    }

    @Test
    void a_message_truncated_anywhere_never_throws_and_never_passes_for_whole() {
        byte[] whole = Samples.bytes(INVITE);
        int head = INVITE.indexOf("\r\n\r\n") + 4;

        for (int length = 5; length < head + 4; length++) {
            byte[] truncated = Arrays.copyOf(whole, length);
            assertThat(MessageParser.parse(truncated)).as("%d bytes", length).isInstanceOf(Parsed.Malformed.class);
        }
    }

    @Test
    void the_largest_datagram_is_read_whole() {
        int rest = 65_507 - INVITE.indexOf("v=0") - 4;
        SipRequest large =
                request(INVITE.replace("Length: 4", "Length: " + rest).replace("v=0\r\n", "s".repeat(rest)));

        assertThat(large.body()).hasSize(rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REGISTER sip:a@b SIP/2.0\r\n",
                "SIP/2.0 200 OK\r\n",
                "\r\n",
                "Via: SIP/2.0/UDP a\r\n",
                ";",
                ",",
                "<",
                "\"",
                "\\",
                "%",
                "(",
                "[",
                ":"
            })
    void a_datagram_of_one_text_over_and_over_is_refused(String text) {
        String flood = text.repeat(65_507 / text.length());

        assertThat(parse(flood)).isNotInstanceOf(Parsed.Message.class);
        assertThat(parse(instead("Contact", flood.substring(0, 8_000).replace("\r\n", ""))))
                .isNotNull();
        assertThat(parse(instead("Via", flood.substring(0, 8_000).replace("\r\n", ""))))
                .isNotNull();
    }

    @Test
    void a_retransmission_of_a_bad_request_gets_the_same_answer() {
        String bad = instead("Max-Forwards", "many");

        assertThat(malformed(bad).answer().map(Samples::wire))
                .isEqualTo(malformed(bad).answer().map(Samples::wire));
    }

    @Test
    void the_cause_never_repeats_what_the_wire_said() {
        assertThat(malformed(instead("From", "<sip:evil\u001b[2J")).cause()).doesNotContain("evil");
    }
}

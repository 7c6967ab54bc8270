package io.carillon.local.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.local.Service;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.testkit.phone.Phone;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What comes from broken phones and from people who try: answered 4xx or 5xx or not at all, named once in the log, and
 * the next good registration works. One after the other, so that the log tells about one input.
 */
@WholeSystem
class BadInputTest {

    private static final int LARGEST_DATAGRAM = 65_507;

    private final Lab lab;

    BadInputTest(Lab lab) {
        this.lab = lab;
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("without Via", without("Via"), "missing Via"),
                Arguments.of("without From", without("From"), "missing From"),
                Arguments.of("without To", without("To"), "missing To"),
                Arguments.of("without Call-ID", without("Call-ID"), "missing Call-ID"),
                Arguments.of("without CSeq", without("CSeq"), "missing CSeq"),
                Arguments.of("two From", request().replace("From:", "From: <sip:a@b>;tag=1\r\nFrom:"), "double From"),
                Arguments.of(
                        "two Call-ID", request().replace("Call-ID:", "Call-ID: one\r\nCall-ID:"), "double Call-ID"),
                Arguments.of("two CSeq", request().replace("CSeq:", "CSeq: 1 OPTIONS\r\nCSeq:"), "double CSeq"),
                Arguments.of(
                        "more promised than sent",
                        request().replace("Length: 0", "Length: 500"),
                        "Content-Length beyond the datagram"),
                Arguments.of("a length below zero", request().replace("Length: 0", "Length: -1"), "bad Content-Length"),
                Arguments.of(
                        "two lengths",
                        request().replace("Content-L", "Content-Length: 5\r\nContent-L"),
                        "double Content-Length"),
                Arguments.of(
                        "ten thousand digits",
                        request().replace("CSeq: 1 ", "CSeq: " + "9".repeat(10_000) + " "),
                        "CSeq too long"),
                Arguments.of(
                        "another method in CSeq",
                        request().replace("1 OPTIONS", "1 INVITE"),
                        "CSeq method is not that of the request"),
                Arguments.of("a broken URI", request().replace("OPTIONS sip:", "OPTIONS sip:@@:"), "bad Request-URI"),
                Arguments.of(
                        "another version",
                        request().replace("SIP/2.0\r\nVia", "SIP/7.0\r\nVia"),
                        "version not supported"),
                Arguments.of(
                        "no end of headers", request().substring(0, request().length() - 4), "headers do not end"),
                Arguments.of("half a request line", "OPTIONS sip:", "no start line"),
                Arguments.of("no SIP at all", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "not SIP"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void a_bad_request_is_refused_or_ignored_and_named_once(String what, String request, String cause)
            throws Exception {
        try (Phone phone = lab.phone().open()) {
            byte[] datagram =
                    request.replace("PORT", "" + phone.local().getPort()).getBytes(US_ASCII);
            for (int i = 0; i < 3; i++) {
                phone.sendRaw(datagram);
            }

            assertThat(phone.register().last().status()).isEqualTo(200);
            assertThat(statusesBesidesRegister(phone)).allMatch(status -> status >= 400 && status < 600);
            assertThat(lab.wholeLog(Service.PROXY).linesWith("Unusable message"))
                    .filteredOn(line -> line.contains(": " + cause))
                    .hasSize(1);
        }
    }

    @Test
    void every_beginning_of_a_request_is_survived() {
        try (Phone phone = lab.phone().open()) {
            String whole = request().replace("PORT", "" + phone.local().getPort());
            for (int length = 0; length < whole.length(); length++) {
                phone.sendRaw(whole.substring(0, length).getBytes(US_ASCII));
            }

            assertThat(phone.register().last().status()).isEqualTo(200);
        }
    }

    @Test
    void the_largest_datagram_is_read_whole() {
        try (Phone phone = lab.phone().open()) {
            String start = request().replace("PORT", "" + phone.local().getPort());
            int padding = LARGEST_DATAGRAM - start.length() - 4;
            String large = start.replace("Length: 0", "Length: " + padding) + "x".repeat(padding);
            phone.sendRaw(large.getBytes(US_ASCII));

            phone.awaitMessage("an answer to OPTIONS", message -> isAnswerTo(message, Method.OPTIONS));
            assertThat(phone.register().last().status()).isEqualTo(200);
        }
    }

    @Test
    void noise_of_the_largest_size_is_survived() {
        try (Phone phone = lab.phone().open()) {
            byte[] noise = new byte[LARGEST_DATAGRAM];
            new java.util.Random(1).nextBytes(noise);
            phone.sendRaw(noise);

            assertThat(phone.register().last().status()).isEqualTo(200);
        }
    }

    @Test
    void an_unknown_method_is_answered_405_or_501() {
        try (Phone phone = lab.phone().open()) {
            assertThat(phone.exchange(phone.request(new Method("FROBNICATE"), "1000"))
                            .last()
                            .status())
                    .isIn(405, 501);
        }
    }

    @Test
    void keep_alives_are_eaten() throws Exception {
        ServiceLog log = lab.log(Service.PROXY);
        try (Phone phone = lab.phone().open()) {
            for (String keepAlive : List.of("\r\n\r\n", "\0\0\0\0", "x", "\r\n")) {
                phone.sendRaw(keepAlive.getBytes(US_ASCII));
            }

            assertThat(phone.register().statuses()).containsExactly(401, 200);
            assertThat(log.linesWith("WARN")).isEmpty();
        }
    }

    @Test
    void a_response_to_nothing_is_dropped() {
        try (Phone phone = lab.phone().open()) {
            phone.sendRaw(wire("""
                    SIP/2.0 200 OK
                    Via: SIP/2.0/UDP 127.0.0.1:1;branch=z9hG4bKnone
                    From: <sip:a@b>;tag=1
                    To: <sip:c@d>;tag=2
                    Call-ID: none
                    CSeq: 1 INVITE
                    Content-Length: 0

                    """));

            assertThat(phone.register().last().status()).isEqualTo(200);
        }
    }

    private static List<Integer> statusesBesidesRegister(Phone phone) {
        return phone.ladder().received().stream()
                .filter(SipResponse.class::isInstance)
                .map(SipResponse.class::cast)
                .filter(response -> !response.cseq().method().equals(Method.REGISTER))
                .map(SipResponse::status)
                .toList();
    }

    private static boolean isAnswerTo(SipMessage message, Method method) {
        return message instanceof SipResponse response
                && response.cseq().method().equals(method);
    }

    private static String without(String header) {
        return request().replaceFirst(header + ":[^\r]*\r\n", "");
    }

    private static String request() {
        return """
                OPTIONS sip:1000@127.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:PORT;branch=z9hG4bKbad;rport
                Max-Forwards: 70
                From: <sip:bad@127.0.0.1>;tag=bad
                To: <sip:1000@127.0.0.1>
                Call-ID: bad-input
                CSeq: 1 OPTIONS
                Content-Length: 0

                """.replace("\n", "\r\n");
    }

    private static byte[] wire(String message) {
        return message.replace("\n", "\r\n").getBytes(US_ASCII);
    }
}

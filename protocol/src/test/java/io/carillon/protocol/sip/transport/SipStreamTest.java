package io.carillon.protocol.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.MessageLimits;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.Samples;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transport.SipStream.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261 §18.3, §7.5; RFC 5626 §3.5.1. */
class SipStreamTest {
    private static final String INVITE = Samples.INVITE.replace("Content-Length: 4", "Content-Length: 5");
    private static final String OPTIONS = INVITE.replace("INVITE", "OPTIONS")
            .replace("Content-Length: 5\r\n", "l: 0\r\n")
            .replace("\r\nv=0\r\n", "\r\n");

    private final SipStream stream = new SipStream();

    /** What came out so far, in few words. */
    private final List<String> out = new ArrayList<>();

    private void feed(byte[] bytes) {
        stream.add(bytes);
        Optional<Piece> piece = stream.next();
        while (piece.isPresent()) {
            out.add(text(piece.get()));
            piece = stream.next();
        }
    }

    private void feed(String text) {
        feed(Samples.bytes(text));
    }

    private static String text(Piece piece) {
        return switch (piece) {
            case Piece.Ping() -> "ping";
            case Piece.Message(Parsed.Message(var message)) -> message.cseq().method() + " " + message.body().length;
            case Piece.Message(Parsed.Malformed(String cause, var _)) -> "malformed: " + cause;
            case Piece.Message(Parsed.KeepAlive()) -> "keep-alive";
            case Piece.Broken(Parsed.Malformed(String cause, var answer)) ->
                "broken: " + cause + answer.map(SipStreamTest::status).orElse("");
        };
    }

    private static String status(SipResponse response) {
        return ", " + response.status();
    }

    @Test
    void several_messages_in_one_read_come_out_in_their_order() {
        feed(INVITE + OPTIONS + INVITE);

        assertThat(out).containsExactly("INVITE 5", "OPTIONS 0", "INVITE 5");
        assertThat(stream.midMessage()).isFalse();
    }

    @Test
    void it_does_not_matter_where_a_read_ends() {
        byte[] all = Samples.bytes(INVITE + "\r\n\r\n" + OPTIONS + "\r\n" + INVITE);
        for (int cut = 1; cut < all.length; cut++) {
            SipStreamTest each = new SipStreamTest();
            each.feed(Arrays.copyOf(all, cut));
            each.feed(Arrays.copyOfRange(all, cut, all.length));
            assertThat(each.out).as("cut at %d", cut).containsExactly("INVITE 5", "ping", "OPTIONS 0", "INVITE 5");
        }
    }

    @Test
    void a_message_may_come_byte_by_byte() {
        for (byte b : Samples.bytes("\r\n" + INVITE + OPTIONS)) {
            feed(new byte[] {b});
        }

        assertThat(out).containsExactly("INVITE 5", "OPTIONS 0");
    }

    @Test
    void two_line_ends_between_messages_are_a_ping_and_one_is_nothing() {
        feed("\r\n");
        feed(OPTIONS + "\r\n");
        feed(OPTIONS + "\r\n\r\n\r\n\r\n");

        assertThat(out).containsExactly("OPTIONS 0", "OPTIONS 0", "ping", "ping");
    }

    @Test
    void the_length_may_be_folded_and_its_name_in_any_case() {
        feed(INVITE.replace("Content-Length: 5", "CONTENT-length :\r\n 5") + OPTIONS);

        assertThat(out).containsExactly("INVITE 5", "OPTIONS 0");
    }

    @Test
    void a_message_that_is_framed_and_wrong_leaves_the_stream_in_order() {
        feed(OPTIONS.replace("Call-ID", "X-Call-ID") + INVITE);

        assertThat(out).containsExactly("malformed: missing Call-ID", "INVITE 5");
    }

    @Test
    void without_a_length_the_request_is_refused_and_the_stream_is_over() {
        feed(INVITE.replace("Content-Length: 5\r\n", "") + OPTIONS);

        assertThat(out).containsExactly("broken: Content-Length missing, 400");
    }

    @Test
    void two_lengths_are_refused() {
        feed(INVITE.replace("Content-Length: 5", "Content-Length: 5\r\nl: 9"));

        assertThat(out).containsExactly("broken: double Content-Length, 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "5a", "0x5", "", "5 5"})
    void a_length_that_is_no_number_is_refused(String length) {
        feed(INVITE.replace("Content-Length: 5", "Content-Length: " + length));

        assertThat(out).singleElement().asString().startsWith("broken: bad Content-Length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"65535", "99999999999999999999"})
    void a_message_beyond_the_limit_is_refused_before_it_comes(String length) {
        feed(INVITE.replace("Content-Length: 5", "Content-Length: " + length));

        assertThat(out).containsExactly("broken: message too large, 513");
    }

    @Test
    void a_line_without_an_end_is_refused() {
        feed("OPTIONS " + "x".repeat(MessageLimits.MAX_LINE_BYTES));

        assertThat(out).containsExactly("broken: line too long");
    }

    @Test
    void headers_without_an_end_are_refused() {
        feed(OPTIONS.substring(0, OPTIONS.indexOf("l: 0")));
        for (int i = 0; i < 500; i++) {
            feed("X-Filler: " + "x".repeat(100) + "\r\n");
        }

        assertThat(out).containsExactly("broken: too many headers, 513");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\u0016\u0003\u0001", " INVITE", "\rX"})
    void what_is_not_sip_ends_the_stream_at_once(String bytes) {
        feed(bytes);
        feed(INVITE);

        assertThat(out).singleElement().asString().startsWith("broken: ");
    }

    @Test
    void a_stream_at_rest_knows_that_no_message_has_begun() {
        feed(INVITE.substring(0, 100));
        assertThat(stream.midMessage()).isTrue();

        feed(INVITE.substring(100));
        assertThat(stream.midMessage()).isFalse();
    }
}

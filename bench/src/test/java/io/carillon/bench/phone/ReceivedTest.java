package io.carillon.bench.phone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ReceivedTest {

    private final Received answer = received("""
            SIP/2.0 200 OK
            Via: SIP/2.0/UDP 127.0.0.1:40000;branch=z9hG4bKbench.7.4711;rport=40000
            Record-Route: <sip:first;lr>
            Record-Route: <sip:second;lr>
            Contact: <sip:callee@127.0.0.1:40001>;expires=60
            Content-Length: 11

            Contact: x
            """);

    @Test
    void an_answer_belongs_to_the_slot_and_the_request_that_its_via_names() {
        assertThat(answer.branch()).isEqualTo("7.4711");
    }

    @Test
    void all_headers_of_a_name_are_read_in_order() {
        assertThat(answer.headers("record-route")).containsExactly("<sip:first;lr>", "<sip:second;lr>");
    }

    @Test
    void what_looks_like_a_header_in_the_body_is_none() {
        assertThat(answer.headers("Contact")).containsExactly("<sip:callee@127.0.0.1:40001>;expires=60");
    }

    private static Received received(String text) {
        return Received.read(ByteBuffer.wrap(text.replace("\n", "\r\n").getBytes(ISO_8859_1)));
    }
}

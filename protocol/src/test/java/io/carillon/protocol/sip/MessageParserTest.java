package io.carillon.protocol.sip;

import static io.carillon.protocol.sip.Samples.INVITE;
import static io.carillon.protocol.sip.Samples.REGISTER;
import static io.carillon.protocol.sip.Samples.crlf;
import static io.carillon.protocol.sip.Samples.parse;
import static io.carillon.protocol.sip.Samples.request;
import static io.carillon.protocol.sip.Samples.response;
import static io.carillon.protocol.sip.Samples.wire;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261 §7, §20: what well-formed messages say. */
class MessageParserTest {
    @Test
    void a_register_is_read_whole() {
        SipRequest register = request(REGISTER);

        assertThat(register.method()).isEqualTo(Method.REGISTER);
        assertThat(register.requestUri()).isEqualTo(SipUri.parse("sip:192.168.56.10"));
        assertThat(register.topVia().branch()).contains("z9hG4bK-524287-1");
        assertThat(register.topVia().wantsRport()).isTrue();
        assertThat(register.contacts().getFirst().expires()).hasValue(3600);
        assertThat(register.contacts().getFirst().qThousandths()).hasValue(700);
        assertThat(register.to().displayName()).contains("Alice \"A\"");
        assertThat(register.from().tag()).contains("cb4aeb3c");
        assertThat(register.cseq()).isEqualTo(new CSeq(7, Method.REGISTER));
        assertThat(register.maxForwards()).hasValue(70);
        assertThat(register.expires()).hasValue(60);
        assertThat(register.headers("allow")).containsExactly("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS");
        assertThat(register.header("user-agent")).contains("Zoiper rv2.8");
    }

    @Test
    void an_unedited_message_leaves_as_it_came() {
        assertThat(wire(request(REGISTER))).isEqualTo(REGISTER.replace("\r\n\r\n", "\r\nContent-Length: 0\r\n\r\n"));
    }

    @Test
    void a_response_is_read_whole() {
        SipResponse busy = response(crlf("""
                SIP/2.0 486 Occupé ici
                Via: SIP/2.0/UDP a.example;branch=z9hG4bK1;received=192.0.2.1;rport=5090
                From: <sip:a@a.example>;tag=1
                To: <sip:b@b.example>;tag=2
                Call-ID: x
                CSeq: 4 INVITE

                """));

        assertThat(busy.status()).isEqualTo(486);
        assertThat(busy.reason()).isEqualTo("Occupé ici");
        assertThat(busy.topVia().rport()).hasValue(5090);
        assertThat(busy.topVia().received()).contains("192.0.2.1");
    }

    @Test
    void compact_names_in_any_case_are_the_full_ones() {
        SipRequest options = request(crlf("""
                OPTIONS sip:b@b.example SIP/2.0
                V: SIP/2.0/UDP a.example;branch=z9hG4bK1
                f: <sip:a@a.example>;tag=1
                T: <sip:b@b.example>
                i: x
                cseq: 4 OPTIONS
                m: <sip:a@192.0.2.1>
                k: timer,100rel
                c: text/plain
                l: 2

                hi"""));

        assertThat(options.callId()).isEqualTo("x");
        assertThat(options.contacts()).hasSize(1);
        assertThat(options.headers("Supported")).containsExactly("timer", "100rel");
        assertThat(options.contentType()).contains("text/plain");
        assertThat(options.body()).containsExactly('h', 'i');
    }

    @Test
    void a_folded_header_is_one_line() {
        SipRequest folded =
                request(REGISTER.replace("Max-Forwards", "Subject: one\r\n\ttwo\r\n  three\r\nMax-Forwards"));

        assertThat(folded.header("s")).contains("one two three");
    }

    @Test
    void lines_that_end_without_carriage_return_are_understood() {
        assertThat(request(REGISTER.replace("\r", "")).callId()).isEqualTo("ZmE5@192.168.56.20");
    }

    @Test
    void line_ends_before_the_start_line_are_ignored() {
        assertThat(request("\r\n\r\n" + REGISTER).method()).isEqualTo(Method.REGISTER);
    }

    @Test
    void vias_on_one_line_and_on_several_are_one_list() {
        SipRequest relayed = request(REGISTER.replace(
                "Via: ", "Via: SIP/2.0/UDP p1:5060;branch=z9hG4bKp1 , SIP/2.0/UDP p2;branch=z9hG4bKp2\r\nVia: "));

        assertThat(relayed.vias())
                .extracting(via -> via.branch().orElseThrow())
                .containsExactly("z9hG4bKp1", "z9hG4bKp2", "z9hG4bK-524287-1");
    }

    @Test
    void a_comma_in_quotes_or_brackets_parts_no_list() {
        SipRequest two = request(REGISTER.replaceFirst(
                "Contact: .*\r\n", "Contact: \"Doe, John\" <sip:a,b@c.example>, <sip:d@e.example>;q=1\r\n"));

        assertThat(two.contacts())
                .extracting(contact -> contact.uri().user().orElseThrow())
                .containsExactly("a,b", "d");
    }

    @Test
    void a_star_is_the_wildcard_and_no_contact() {
        SipRequest star = request(REGISTER.replaceFirst("Contact: .*\r\n", "Contact: *\r\n"));

        assertThat(star.wildcardContact()).isTrue();
        assertThat(star.contacts()).isEmpty();
    }

    @Test
    void bytes_beyond_content_length_are_dropped() {
        assertThat(request(INVITE).body()).hasSize(4);
    }

    @Test
    void without_content_length_the_body_ends_with_the_datagram() {
        assertThat(request(INVITE.replace("Content-Length: 4\r\n", "")).body()).hasSize(5);
    }

    @Test
    void an_unknown_method_is_a_request_like_another() {
        SipRequest odd = request(REGISTER.replace("REGISTER", "WIGGLE"));

        assertThat(odd.method()).isEqualTo(Method.of("WIGGLE"));
    }

    @Test
    void expiry_that_is_no_number_counts_as_absent() {
        assertThat(request(REGISTER.replace("Expires: 60", "Expires: soon")).expires())
                .isEmpty();
        assertThat(request(REGISTER.replace("expires=3600", "expires=4294967296"))
                        .contacts()
                        .getFirst()
                        .expires())
                .isEmpty();
    }

    @Test
    void text_beyond_ascii_is_kept() {
        SipRequest register = request(REGISTER.replace("Zoiper", "Zoïper ☎"));

        assertThat(wire(register)).contains("User-Agent: Zoïper ☎ rv2.8\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n\r\n", "\r\n", "\0", "\0\0\0\0", "abcd", "", "\0\0\0\0\0\0\0\0", "\r\n\r\n\r\n"})
    void a_few_stray_bytes_are_a_keep_alive(String bytes) {
        assertThat(parse(bytes)).isInstanceOf(Parsed.KeepAlive.class);
    }
}

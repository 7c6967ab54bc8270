package io.carillon.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The session description among whatever an INVITE carries (RFC 3261 §8.2.3, RFC 5621). */
class SessionBodyTest {
    private static final String SDP = Samples.crlf("""
            v=0
            o=- 1 1 IN IP4 192.0.2.5
            s=-
            """);

    private static final String ISUP = Samples.crlf("""
            --b
            Content-Type: application/isup;version=itu-t92+
            Content-Disposition: signal;handling=optional

            \001\000I
            """);

    private static final String SDP_PART = Samples.crlf("""
            --b
            Content-Type: application/sdp

            """) + SDP;

    private static SessionBody read(Map<String, String> headers, String body) {
        var invite = SipRequest.create(Method.INVITE, SipUri.parse("sip:100@192.0.2.1"))
                .body("application/sdp", body);
        headers.forEach(invite::set);
        return SessionBody.of(invite.build());
    }

    private static SessionBody mixed(String... parts) {
        return read(Map.of("Content-Type", "multipart/mixed;boundary=b"), String.join("", parts) + "--b--\r\n");
    }

    @Test
    void no_body_says_nothing() {
        assertThat(read(Map.of(), "")).isEqualTo(new SessionBody.None());
    }

    @Test
    void a_session_description_is_read_whatever_the_case_of_its_type() {
        assertThat(read(Map.of("Content-Type", "Application/SDP; charset=utf-8"), SDP))
                .isEqualTo(new SessionBody.Description(SDP));
    }

    @Test
    void another_type_is_not_understood() {
        assertThat(read(Map.of("Content-Type", "text/plain"), "hello")).isEqualTo(new SessionBody.NotUnderstood());
    }

    @Test
    void another_type_that_is_optional_is_nothing() {
        assertThat(read(
                        Map.of("Content-Type", "text/plain", "Content-Disposition", "render;handling=optional"),
                        "hello"))
                .isEqualTo(new SessionBody.None());
    }

    @Test
    void an_encoding_that_is_not_known_is_not_understood() {
        assertThat(read(Map.of("Content-Encoding", "gzip"), SDP)).isEqualTo(new SessionBody.NotUnderstood());
    }

    @Test
    void the_session_description_is_found_beside_another_part() {
        assertThat(mixed(ISUP, SDP_PART)).isEqualTo(new SessionBody.Description(SDP));
        assertThat(mixed(SDP_PART, ISUP)).isEqualTo(new SessionBody.Description(SDP));
    }

    @Test
    void a_boundary_in_quotes_and_a_preamble_do_no_harm() {
        assertThat(read(
                        Map.of("Content-Type", "multipart/mixed; charset=x; boundary=\"b b\""),
                        "for old readers\r\n" + SDP_PART.replace("--b", "--b b") + "--b b--\r\n"))
                .isEqualTo(new SessionBody.Description(SDP));
    }

    @Test
    void a_part_that_must_be_understood_and_is_not_spoils_the_whole() {
        assertThat(mixed(ISUP.replace("optional", "required"), SDP_PART)).isEqualTo(new SessionBody.NotUnderstood());
    }

    @Test
    void parts_without_a_session_description_are_not_understood() {
        assertThat(mixed(ISUP)).isEqualTo(new SessionBody.NotUnderstood());
    }

    @Test
    void the_last_of_alternatives_that_is_understood_is_taken() {
        String better = SDP.replace("s=-", "s=better");

        assertThat(read(
                        Map.of("Content-Type", "multipart/alternative;boundary=b"),
                        SDP_PART + SDP_PART.replace("s=-", "s=better") + ISUP + "--b--"))
                .isEqualTo(new SessionBody.Description(better));
    }

    @Test
    void a_description_of_early_media_is_none_of_the_session() {
        assertThat(read(Map.of("Content-Disposition", "early-session;handling=optional"), SDP))
                .isEqualTo(new SessionBody.None());
    }

    @Test
    void parts_in_parts_end_somewhere() {
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            deep.append("--b\r\nContent-Type: multipart/mixed;boundary=b\r\n\r\n");
        }

        assertThat(mixed(deep.toString())).isEqualTo(new SessionBody.NotUnderstood());
    }

    @Test
    void the_refusal_says_what_is_read() {
        SipRequest invite = Samples.request(Samples.INVITE);

        SipResponse refusal = new SessionBody.NotUnderstood().refuse(invite).build();

        assertThat(refusal.status()).isEqualTo(415);
        assertThat(refusal.headers("Accept")).containsExactly("application/sdp", "multipart/mixed");
    }
}

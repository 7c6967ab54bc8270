package io.carillon.protocol.sip;

import static io.carillon.protocol.sip.Samples.INVITE;
import static io.carillon.protocol.sip.Samples.REGISTER;
import static io.carillon.protocol.sip.Samples.request;
import static io.carillon.protocol.sip.Samples.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EditTest {
    private static final Via OURS = Via.parse("SIP/2.0/UDP 192.168.56.10;branch=z9hG4bKours;rport");

    @Test
    void forwarding_changes_what_it_names_and_nothing_else() {
        SipRequest register = request(REGISTER);

        SipRequest forwarded = register.edit()
                .set("Max-Forwards", "69")
                .pushVia(OURS)
                .prepend("Path", "<sip:192.168.56.10:15060;lr>")
                .build();

        assertThat(wire(forwarded))
                .isEqualTo(REGISTER.replace(
                                "REGISTER sip:192.168.56.10 SIP/2.0\r\n",
                                "REGISTER sip:192.168.56.10 SIP/2.0\r\nPath: <sip:192.168.56.10:15060;lr>\r\nVia: "
                                        + OURS + "\r\n")
                        .replace("Max-Forwards: 70", "Max-Forwards: 69")
                        .replace("\r\n\r\n", "\r\nContent-Length: 0\r\n\r\n"));
    }

    @Test
    void an_edit_leaves_its_original_as_it_was() {
        SipRequest register = request(REGISTER);
        String before = wire(register);

        register.edit()
                .popVia()
                .set("To", "<sip:x@y>")
                .remove("Contact")
                .noBody()
                .build();

        assertThat(wire(register)).isEqualTo(before);
        assertThat(register.to().uri().user()).contains("100");
    }

    @Test
    void popping_our_via_gives_back_the_senders() {
        SipRequest register = request(REGISTER);
        SipRequest forwarded = register.edit().pushVia(OURS).build();

        SipResponse back = forwarded.response(200).build().edit().popVia().build();

        assertThat(back.vias()).containsExactly(register.topVia());
    }

    @Test
    void a_value_is_set_in_place_of_all_and_added_after_the_last() {
        SipRequest edited = request(REGISTER)
                .edit()
                .set("allow", "INVITE")
                .add("Allow", "BYE")
                .add("X-New", "1")
                .build();

        assertThat(edited.headers("Allow")).containsExactly("INVITE", "BYE");
        assertThat(wire(edited)).contains("Allow: INVITE\r\nAllow: BYE\r\nUser-Agent:");
    }

    @Test
    void a_body_brings_its_type_and_length() {
        SipRequest edited = request(INVITE).edit().body("text/plain", "héllo").build();

        assertThat(wire(edited)).contains("Content-Type: text/plain\r\n").endsWith("Content-Length: 6\r\n\r\nhéllo");
    }

    @Test
    void content_length_is_nobody_elses_to_set() {
        SipRequest edited = request(INVITE)
                .edit()
                .set("Content-Length", "99")
                .add("l", "98")
                .build();

        assertThat(wire(edited))
                .contains("Content-Length: 4\r\n")
                .doesNotContain("99")
                .doesNotContain("98");
    }

    @Test
    void a_line_break_forges_no_header() {
        RequestEdit edit = request(INVITE).edit();

        assertThatThrownBy(() -> edit.set("Subject", "a\r\nEvil: b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> edit.set("Evil\r\nX", "b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request(INVITE).response(200, "OK\nX: y"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_response_copies_what_rfc_3261_says_and_no_more() {
        SipRequest invite = request(INVITE.replace("CSeq", "Timestamp: 54\r\nCSeq"));

        assertThat(wire(invite.response(180).toTag("b2").build())).isEqualTo(Samples.crlf("""
                        SIP/2.0 180 Ringing
                        Via: SIP/2.0/UDP 192.168.56.20:5062;branch=z9hG4bK-call-1;rport
                        To: <sip:200@192.168.56.10>;tag=b2
                        From: "Alice" <sip:100@192.168.56.10>;tag=a1
                        Call-ID: call-1@192.168.56.20
                        CSeq: 1 INVITE
                        Content-Length: 0

                        """));
        assertThat(invite.response(100).build().header("Timestamp")).contains("54");
    }

    @Test
    void a_to_that_has_a_tag_keeps_it() {
        SipRequest inDialog = request(INVITE.replace("200@192.168.56.10>", "200@192.168.56.10>;tag=b1"));

        assertThat(inDialog.response(200).toTag("other").build().to().tag()).contains("b1");
    }

    @Test
    void a_tag_is_added_to_a_to_without_brackets_as_the_headers_own() {
        SipRequest bare = request(INVITE.replace("To: <sip:200@192.168.56.10>", "To: sip:200@192.168.56.10"));

        assertThat(bare.response(200).toTag("b1").build().to().tag()).contains("b1");
    }
}

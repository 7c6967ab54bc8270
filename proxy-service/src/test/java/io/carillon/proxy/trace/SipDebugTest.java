package io.carillon.proxy.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import org.junit.jupiter.api.Test;

class SipDebugTest {
    @Test
    void credentials_challenges_and_media_keys_are_hidden() {
        SipRequest invite = SipRequest.create(Method.INVITE, SipUri.of("200", "192.0.2.1"))
                .set("Authorization", "Digest username=\"user1\", response=\"0123456789abcdef\"")
                .set("Proxy-Authorization", "Digest nonce=\"secretnonce\"")
                .body("application/sdp", "v=0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:mediakey\r\na=sendrecv\r\n")
                .build();

        String shown = SipDebug.text(invite);

        assertThat(shown)
                .doesNotContain("0123456789abcdef", "secretnonce", "mediakey")
                .contains("Authorization: Digest (hidden)", "a=sendrecv", "INVITE sip:200@192.0.2.1");
    }

    @Test
    void passwords_in_uris_are_hidden_wherever_they_stand() {
        SipRequest invite = SipRequest.create(Method.INVITE, SipUri.of("200", "192.0.2.1"))
                .set("From", "\"A\" <sip:alice:pa55word@192.0.2.1:5060;user=phone>;tag=1")
                .set("Contact", "sips:alice:s3cret,x@[2001:db8::1]:5061, <sip:bob@192.0.2.7:5070>")
                .build();

        assertThat(SipDebug.text(invite))
                .doesNotContain("pa55word", "s3cret")
                .contains("sip:alice:(hidden)@192.0.2.1:5060;user=phone", "sips:alice:(hidden)@[2001:db8::1]:5061");
    }

    @Test
    void addresses_without_a_password_stay_as_they_are() {
        String contact = "<sip:200@192.0.2.1:5060;transport=udp>, <sip:192.0.2.9:5060;lr>";
        SipRequest invite = SipRequest.create(Method.INVITE, SipUri.of("200", "192.0.2.1"))
                .set("Contact", contact)
                .build();

        assertThat(SipDebug.text(invite)).contains(contact);
    }

    @Test
    void media_keys_of_every_kind_are_hidden() {
        SipRequest invite = SipRequest.create(Method.INVITE, SipUri.of("200", "192.0.2.1"))
                .body(
                        "application/sdp",
                        "v=0\r\nk=clear:topsecret\r\na=key-mgmt:mikey AQAFgM0XflA\r\na=ice-pwd:asd88fgpdd777u\r\na=sendrecv\r\n")
                .build();

        assertThat(SipDebug.text(invite))
                .doesNotContain("topsecret", "AQAFgM0XflA", "asd88fgpdd777u")
                .contains("k=(hidden)", "a=key-mgmt:(hidden)", "a=ice-pwd:(hidden)", "a=sendrecv");
    }

    @Test
    void a_body_moves_no_cursor_of_a_terminal() {
        SipRequest message = SipRequest.create(Method.MESSAGE, SipUri.of("200", "192.0.2.1"))
                .body("text/plain", "hello\u001b[2J\u0007\r\nthere")
                .build();

        assertThat(SipDebug.text(message))
                .contains("hello\\u001b[2J\\u0007\r\nthere")
                .doesNotContain("\u001b");
    }
}

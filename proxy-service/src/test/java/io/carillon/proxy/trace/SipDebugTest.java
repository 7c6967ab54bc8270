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
}

package io.carillon.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageParserTest {
    static final String REGISTER = """
            REGISTER sip:192.168.56.10 SIP/2.0
            Via: SIP/2.0/UDP 192.168.56.20:5062;branch=z9hG4bK-524287-1;rport
            Max-Forwards: 70
            Contact: <sip:100@192.168.56.20:5062;rinstance=6a1;transport=UDP>;expires=3600;q=0.7
            To: "Alice \\"A\\"" <sip:100@192.168.56.10;transport=UDP>
            From: <sip:100@192.168.56.10;transport=UDP>;tag=cb4aeb3c
            Call-ID: ZmE5@192.168.56.20
            CSeq: 7 REGISTER
            Expires: 60
            Allow: INVITE, ACK, CANCEL,BYE
            Allow: OPTIONS
            User-Agent: Zoiper rv2.8

            """.replace("\n", "\r\n");

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static SipRequest request(String text) {
        return (SipRequest) ((Parsed.Message) MessageParser.parse(bytes(text))).message();
    }

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
        assertThat(register.expires()).hasValue(60);
        assertThat(register.headers("allow")).containsExactly("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS");
        assertThat(register.header("user-agent")).contains("Zoiper rv2.8");
        assertThat(new String(register.encode(), StandardCharsets.UTF_8))
                .isEqualTo(REGISTER.replace("\r\n\r\n", "\r\nContent-Length: 0\r\n\r\n"));
    }
}

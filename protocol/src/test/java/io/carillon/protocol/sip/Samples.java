package io.carillon.protocol.sip;

import java.nio.charset.StandardCharsets;

/** Messages as phones of the labs send them, and the way to read them in a test. */
public final class Samples {
    public static final String REGISTER = crlf("""
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

            """);

    public static final String INVITE = crlf("""
            INVITE sip:200@192.168.56.10 SIP/2.0
            Via: SIP/2.0/UDP 192.168.56.20:5062;branch=z9hG4bK-call-1;rport
            Max-Forwards: 70
            Contact: <sip:100@192.168.56.20:5062>
            To: <sip:200@192.168.56.10>
            From: "Alice" <sip:100@192.168.56.10>;tag=a1
            Call-ID: call-1@192.168.56.20
            CSeq: 1 INVITE
            Content-Type: application/sdp
            Content-Length: 4

            v=0
            """);

    private Samples() {}

    public static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static Parsed parse(String text) {
        return MessageParser.parse(bytes(text));
    }

    public static SipRequest request(String text) {
        return (SipRequest) ((Parsed.Message) parse(text)).message();
    }

    public static SipResponse response(String text) {
        return (SipResponse) ((Parsed.Message) parse(text)).message();
    }

    public static Parsed.Malformed malformed(String text) {
        return (Parsed.Malformed) parse(text);
    }

    public static String wire(SipMessage message) {
        return new String(message.encode(), StandardCharsets.UTF_8);
    }
}

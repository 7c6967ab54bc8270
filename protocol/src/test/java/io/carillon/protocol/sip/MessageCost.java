package io.carillon.protocol.sip;

import gov.nist.javax.sip.parser.StringMsgParser;
import io.carillon.protocol.datagram.ManualLoop;
import io.carillon.protocol.sip.digest.AccountSecret;
import io.carillon.protocol.sip.digest.DigestClient;
import io.carillon.protocol.sip.digest.DigestVerifier;
import io.carillon.protocol.sip.digest.HashAlgorithm;
import io.carillon.protocol.sip.digest.NonceIssuer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a message costs, in microseconds of CPU: run the main method, read the last rounds. Figures and machine
 * stand in docs/adr/0010-messages-are-text-read-when-asked.md.
 */
final class MessageCost {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 6;
    private static final int MESSAGES = 100_000;

    static final String REGISTER = Samples.crlf("""
            REGISTER sip:192.168.56.10 SIP/2.0
            Via: SIP/2.0/UDP 192.168.56.20:5062;branch=z9hG4bK-524287-1---3ab1f2c4d5;rport
            Max-Forwards: 70
            Contact: <sip:100@192.168.56.20:5062;rinstance=6a1f3b9c0d;transport=UDP>
            To: <sip:100@192.168.56.10;transport=UDP>
            From: <sip:100@192.168.56.10;transport=UDP>;tag=cb4aeb3c
            Call-ID: ZmE5MDc1ZDk3YjA2@192.168.56.20
            CSeq: 7 REGISTER
            Expires: 60
            Allow: INVITE, ACK, CANCEL, BYE, NOTIFY, REFER, MESSAGE, OPTIONS, INFO, SUBSCRIBE
            Supported: replaces, norefersub, extended-refer, timer
            User-Agent: Zoiper rv2.8
            Authorization: Digest username="100",realm="carillon",nonce="AAAAAAAAAAEAAAGbbbbbbbbbbbbbbbbbbbb",uri="sip:192.168.56.10;transport=UDP",response="0123456789abcdef0123456789abcdef",cnonce="aaaa",nc=00000001,qop=auth,algorithm=MD5
            Allow-Events: presence, kpml, talk
            Content-Length: 0

            """);

    private interface Work {
        int once() throws ParseException;
    }

    private MessageCost() {}

    public static void main(String[] arguments) throws ParseException {
        byte[] register = Samples.bytes(REGISTER);
        Via ours = Via.parse("SIP/2.0/UDP 192.168.56.10:5060;branch=z9hG4bKabcdefghij");
        SipRequest forwarded = forward((SipRequest) read(register), ours);
        byte[] answer = answer(forwarded);
        StringMsgParser ri = new StringMsgParser();
        Digest digest = new Digest();
        for (int round = 0; round < ROUNDS; round++) {
            report(
                    "JAIN-SIP whole message parse",
                    () -> ri.parseSIPMessage(register, true, false, (e, message, type, header, text) -> {})
                            .getSize());
            report(
                    "JAIN-SIP parse + encode",
                    () -> ri.parseSIPMessage(register, true, false, (e, message, type, header, text) -> {})
                            .encode()
                            .length());
            report("parse REGISTER", () -> read(register).fields().length);
            report(
                    "parse + edit + encode, the way in",
                    () -> forward((SipRequest) read(register), ours).encode().length);
            report(
                    "parse + pop Via + encode, the way back",
                    () -> ((SipResponse) read(answer)).edit().popVia().build().encode().length);
            report("parse + build 200 + encode", () -> answer((SipRequest) read(register)).length);
            report("issue a challenge", digest::challenge);
            report("verify credentials", digest::verify);
            System.out.println();
        }
    }

    private static SipMessage read(byte[] bytes) {
        return ((Parsed.Message) MessageParser.parse(bytes)).message();
    }

    private static SipRequest forward(SipRequest request, Via ours) {
        return request.edit()
                .set("Max-Forwards", Integer.toString(request.maxForwards().orElse(70) - 1))
                .topVia(request.topVia().with("received", "192.168.56.20").with("rport", "5062"))
                .pushVia(ours)
                .prepend("Path", "<sip:192.168.56.10:15060;lr;flow=abc>")
                .build();
    }

    private static byte[] answer(SipRequest request) {
        return request.response(200)
                .toTag("abcdefghijkl")
                .set("Contact", request.contacts().getFirst().uri() + ";expires=60")
                .set("Date", "Mon, 05 Jan 2026 08:00:00 GMT")
                .build()
                .encode();
    }

    private static void report(String what, Work work) throws ParseException {
        long sum = 0;
        long start = CPU.getCurrentThreadCpuTime();
        for (int i = 0; i < MESSAGES; i++) {
            sum += work.once();
        }
        double micros = (CPU.getCurrentThreadCpuTime() - start) / 1_000.0 / MESSAGES;
        System.out.printf(Locale.ROOT, "%-42s %6.2f us   (%d)%n", what, micros, sum);
    }

    /** A phone that registers with the next count of one nonce each time. */
    private static final class Digest {
        private final Instant now = new ManualLoop().now();
        private final DigestVerifier verifier = new DigestVerifier(
                DigestVerifier.Role.USER_AGENT,
                "carillon",
                List.of(HashAlgorithm.MD5, HashAlgorithm.SHA_256),
                new NonceIssuer(1, new byte[32]));
        private final AccountSecret secret = AccountSecret.of("100", "carillon", "1234");
        private final SipRequest register = ((SipRequest) read(Samples.bytes(REGISTER)))
                .edit()
                .remove("Authorization")
                .build();
        private final SipResponse challenge =
                verifier.challenge(register, "192.0.2.10", false, now).build();
        private final DigestClient phone = new DigestClient("100", "1234", () -> "cnonce");
        private SipRequest next = phone.answer(register, challenge).orElseThrow();

        int challenge() {
            return verifier.challenge(register, "192.0.2.10", false, now)
                    .build()
                    .status();
        }

        int verify() {
            return verifier.verify(next, "192.0.2.10", account -> Optional.of(secret), now)
                    .hashCode();
        }
    }
}

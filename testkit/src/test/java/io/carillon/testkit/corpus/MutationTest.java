package io.carillon.testkit.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sdp.Audio;
import io.carillon.protocol.sdp.SessionDescription;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.Via;
import io.carillon.protocol.sip.digest.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Damaged messages and session descriptions: the readers answer with their own values, never with an exception, and
 * never not at all. Seeded: a failure names the seed and the round that make it happen again. With the RTP and RTCP of
 * the relay's RtcpReaderTest these are a million inputs.
 */
// What takes ten times as long as on two busy cores hangs.
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
@ResourceLock("both cores")
class MutationTest {

    private static final long SEED = 20261122;
    private static final int MESSAGES = 300_000;
    private static final int DESCRIPTIONS = 300_000;

    /** Bytes. */
    private static final int LONG = 1_500;

    private static final String DESCRIPTION = """
            v=0
            o=alice 3846183264 18446744073709551617 IN IP4 192.168.1.20
            s=Talk
            i=a phone
            c=IN IP4 192.168.1.20
            b=AS:380
            t=0 0
            k=clear:nothing
            a=rtcp-xr:rcvr-rtt=all:10000 stat-summary=loss,dup,jitt,TTL voip-metrics
            a=recvonly
            m=audio 7078 RTP/AVP 96 0 8 101
            i=the microphone
            a=rtpmap:96 opus/48000/2
            a=fmtp:96 useinbandfec=1
            a=rtpmap:101 telephone-event/8000
            a=ptime:20
            a=rtcp:7079 IN IP6 2001:db8::1
            a=rtcp-mux
            a=sendrecv
            m=video 9078/2 RTP/AVP 97
            c=IN IP6 2001:db8::1
            a=rtpmap:97 H264/90000
            """.replace("\n", "\r\n");

    private static final String REGISTER = """
            REGISTER sip:192.168.56.10 SIP/2.0
            Via: SIP/2.0/UDP 192.168.56.20:5062;branch=z9hG4bK-524287-1;rport
            Via: SIP/2.0/TCP [2001:db8::9]:5070;branch=z9hG4bK-b;received=192.0.2.4;rport=9
            Max-Forwards: 70
            Contact: <sip:100@192.168.56.20:5062;rinstance=6a1;transport=UDP>;expires=3600;q=0.7
            To: "Alice \\"A\\"" <sip:100@192.168.56.10;transport=UDP>
            From: <sip:100@192.168.56.10;transport=UDP>;tag=cb4aeb3c
            Call-ID: ZmE5@192.168.56.20
            CSeq: 7 REGISTER
            Expires: 60
            Allow: INVITE, ACK, CANCEL,BYE
            Authorization: Digest username="100", realm="carillon", nonce="a", uri="sip:192.168.56.10", response="0123"
            Path: <sip:192.168.56.11;lr>
            User-Agent: Zoiper rv2.8

            """.replace("\n", "\r\n");

    @Test
    void of_300_000_damaged_messages_each_is_read_or_refused_and_what_is_read_can_be_used_and_passed_on() {
        List<byte[]> originals = originals();
        Mutator mutator = new Mutator(SEED);
        int read = 0;
        for (int round = 0; round < MESSAGES; round++) {
            byte[] mutant = mutator.mutantOf(originals);
            try {
                read += used(MessageParser.parse(mutant)) ? 1 : 0;
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throw failure(round, mutant, e);
            }
        }
        assertThat(read).as("mutants that are still messages").isBetween(MESSAGES / 10, MESSAGES);
    }

    @Test
    void of_300_000_damaged_descriptions_each_is_read_or_refused_and_what_is_read_is_written_the_same() {
        List<byte[]> originals = List.of(bytes(DESCRIPTION));
        Mutator mutator = new Mutator(SEED);
        int read = 0;
        for (int round = 0; round < DESCRIPTIONS; round++) {
            byte[] mutant = mutator.mutantOf(originals);
            try {
                read += described(new String(mutant, StandardCharsets.UTF_8)) ? 1 : 0;
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throw failure(round, mutant, e);
            }
        }
        assertThat(read).as("mutants that are still descriptions").isBetween(DESCRIPTIONS / 10, DESCRIPTIONS);
    }

    private static AssertionError failure(int round, byte[] mutant, Throwable cause) {
        return new AssertionError(
                "seed " + SEED + ", round " + round + ":\n" + new String(mutant, StandardCharsets.UTF_8), cause);
    }

    /** The corpus, and as often a good message, which damage makes nasty in ways that nobody thought of. */
    private static List<byte[]> originals() {
        List<byte[]> originals = new ArrayList<>();
        for (NastyMessage nasty : Corpus.messages()) {
            originals.add(nasty.datagram(5062));
            originals.add(bytes(REGISTER));
        }
        // Long ones cost much time, are damaged in their long part only, and have no room for another Via.
        return originals.stream().filter(original -> original.length < LONG).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean used(Parsed parsed) {
        return switch (parsed) {
            case Parsed.Message(SipMessage message) -> {
                use(message);
                yield true;
            }
            case Parsed.Malformed malformed -> {
                assertThat(malformed.answer().filter(Predicate.not(MutationTest::isReadable)))
                        .as("our refusal")
                        .isEmpty();
                yield false;
            }
            case Parsed.KeepAlive _ -> false;
        };
    }

    /** Everything a core asks of a message, and the way through us and out again. */
    private static void use(SipMessage message) {
        message.callId();
        message.cseq();
        message.from().tag();
        message.to().tag();
        message.vias().forEach(via -> via.rport());
        assertThat(message.contacts()).allMatch(MutationTest::canBeGivenBack);
        message.routes();
        message.recordRoutes();
        message.paths();
        message.maxForwards();
        message.expires();
        message.headers("Allow");
        message.headers("Authorization").forEach(Credentials::parse);
        assertThat(isReadable(message)).as("what we would forward").isTrue();
        if (message instanceof SipRequest request) {
            request.requestUri().plainUser();
            SipResponse answer = request.response(200).toTag("t").build();
            assertThat(isReadable(answer)).as("our answer").isTrue();
            Via stamped = request.topVia().with("received", "192.0.2.1").with("rport", "5060");
            SipRequest relayed = request.edit().topVia(stamped).pushVia(stamped).build();
            assertThat(isReadable(relayed)).as("stamped and relayed").isTrue();
        }
    }

    /** As a registrar tells a contact that it has stored. */
    private static boolean canBeGivenBack(NameAddress contact) {
        String text = "<" + contact.uri() + ">;q=" + contact.qThousandths().orElse(0) + ";+sip.instance=\""
                + contact.instance().orElse("") + "\"";
        return NameAddress.tryParse(text)
                .filter(read -> read.uri().toString().equals(contact.uri().toString()))
                .isPresent();
    }

    private static boolean isReadable(SipMessage ours) {
        return MessageParser.parse(ours.encode()) instanceof Parsed.Message;
    }

    private static boolean described(String text) {
        return switch (SessionDescription.parse(text)) {
            case SessionDescription.Parsed.Description(SessionDescription sdp) -> {
                Audio.in(sdp).ifPresent(Audio::codecNames);
                String written = sdp.toString();
                assertThat(SessionDescription.parse(written))
                        .isInstanceOfSatisfying(
                                SessionDescription.Parsed.Description.class,
                                again -> assertThat(again.sdp()).hasToString(written));
                yield true;
            }
            case SessionDescription.Parsed.Malformed _ -> false;
        };
    }
}

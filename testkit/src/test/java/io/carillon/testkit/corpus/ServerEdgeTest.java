package io.carillon.testkit.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TimerValues;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionLimits;
import io.carillon.protocol.sip.transaction.TransactionUser;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.UdpListener;
import io.carillon.testkit.network.InMemoryNetwork;
import io.carillon.testkit.network.ManualLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus against listener and transactions, with a core above that declines whatever reaches it. */
class ServerEdgeTest {

    private static final int DECLINED = 603;
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetSocketAddress PHONE = new InetSocketAddress(HERE, 5062);
    private static final InetSocketAddress SERVER = new InetSocketAddress(HERE, 5060);

    /** Within which nothing is repeated, and no 100 is due. */
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    /** After which no transaction has a timer left. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(2);

    /** Its warnings, one a message, would fill the screen; kept, for a logger nobody holds forgets its level. */
    private static final Logger LISTENER = Logger.getLogger(UdpListener.class.getName());

    private final ManualLoop loop = new ManualLoop();
    private final InMemoryNetwork network = new InMemoryNetwork(loop);
    private final List<SipMessage> answers = new ArrayList<>();
    private final TransactionLayer layer = new TransactionLayer(
            loop, new Declining(), TransactionLimits.DEFAULT, TimerValues.RFC, Trace.NONE, new Random(1));

    @BeforeAll
    static void hush() {
        LISTENER.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        LISTENER.setLevel(null);
    }

    static List<NastyMessage> messages() {
        return Corpus.messages();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void each_is_answered_once_with_what_it_said_or_not_at_all_and_leaves_nothing_behind(NastyMessage nasty)
            throws IOException {
        UdpListener.open(network, "outside", SERVER, new HostPort("127.0.0.1", 5060), _ -> true, layer);
        DatagramPort phone = network.open(PHONE, (_, datagram, _) -> answered(datagram), DatagramOptions.SIGNALLING);

        phone.send(ByteBuffer.wrap(nasty.datagram(PHONE.getPort())), SERVER);
        loop.advance(AT_ONCE);

        Parsed parsed = MessageParser.parse(nasty.datagram(PHONE.getPort()));
        if (parsed instanceof Parsed.Message(SipRequest request) && !request.is(Method.ACK)) {
            assertThat(answers).singleElement().isInstanceOfSatisfying(SipResponse.class, answer -> {
                assertThat(answer.status()).isEqualTo(request.is(Method.CANCEL) ? 481 : DECLINED);
                assertEchoes(answer, request);
            });
        } else if (nasty.expected() instanceof Expected.Refused(int status, String _)) {
            assertThat(answers)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            SipResponse.class,
                            answer -> assertThat(answer.status()).isEqualTo(status));
        } else {
            assertThat(answers).isEmpty();
        }
        loop.advance(AFTERWARDS);
        assertThat(loop.waitingTimers()).isZero();
    }

    /** RFC 3261 §8.2.6.2. */
    private static void assertEchoes(SipResponse answer, SipRequest request) {
        assertThat(answer.callId()).isEqualTo(request.callId());
        assertThat(answer.cseq()).isEqualTo(request.cseq());
        assertThat(answer.header("From")).isEqualTo(request.header("From"));
        assertThat(answer.topVia().branch()).isEqualTo(request.topVia().branch());
        assertThat(answer.headers("Via").stream().skip(1).toList())
                .isEqualTo(request.headers("Via").stream().skip(1).toList());
        assertThat(answer.to().tag()).isPresent();
    }

    private void answered(ByteBuffer datagram) {
        Parsed parsed = MessageParser.parse(datagram);
        assertThat(parsed).isInstanceOf(Parsed.Message.class);
        answers.add(((Parsed.Message) parsed).message());
    }

    private static final class Declining implements TransactionUser {

        @Override
        public void request(ServerTransaction transaction, SipRequest request) {
            transaction.respond(request.response(DECLINED).build());
        }

        @Override
        public void ack(SipRequest ack, Flow flow) {}

        @Override
        public void cancelled(ServerTransaction invite, SipRequest cancel) {}

        @Override
        public void strayResponse(SipResponse response, Flow flow) {}
    }
}

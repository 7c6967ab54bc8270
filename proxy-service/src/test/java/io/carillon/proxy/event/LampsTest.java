package io.carillon.proxy.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.sip.SipConf;
import io.carillon.config.sip.SipGeneral;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TimerValues;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionLimits;
import io.carillon.protocol.sip.transport.UdpListener;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.locate.DeadHops;
import io.carillon.proxy.signalling.Replicas;
import io.carillon.proxy.signalling.Signalling;
import io.carillon.testkit.network.ExpectsNothing;
import io.carillon.testkit.network.InMemoryNetwork;
import io.carillon.testkit.network.ManualLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A phone, the proxy and one voicemail on a network in memory, under a manual clock. */
class LampsTest {
    private static final InetSocketAddress PHONE = address("203.0.113.5", 4711);
    private static final InetSocketAddress VOICEMAIL = address("10.0.0.11", 15062);
    private static final InetSocketAddress INSIDE = address("10.0.0.1", 15060);
    private static final InetSocketAddress OUTSIDE = address("192.0.2.1", 5060);

    private final ManualLoop loop = new ManualLoop();
    private final InMemoryNetwork network = new InMemoryNetwork(loop);
    private final List<String> atThePhone = new ArrayList<>();
    private final List<String> atVoicemail = new ArrayList<>();
    private DatagramPort phone;
    private Replicas replicas;
    private Lamps lamps;

    @BeforeEach
    void connect() throws IOException {
        TransactionLayer transactions = new TransactionLayer(
                network, new Core(), TransactionLimits.DEFAULT, TimerValues.RFC, Trace.NONE, new Random(1));
        UdpListener inside = listener("inside", INSIDE, transactions);
        UdpListener outside = listener("outside", OUTSIDE, transactions);
        replicas = new Replicas("Voicemail", network, transactions, List.of(inside.flowTo(VOICEMAIL)));
        lamps = new Lamps(
                new Signalling(network, transactions, flow -> flow.listener().sentBy(), new DeadHops(loop::nanoTime)),
                replicas,
                inside,
                outside);
        phone = network.open(
                PHONE,
                (port, payload, from) -> receive(port, text(payload), from, atThePhone),
                DatagramOptions.SIGNALLING);
    }

    private UdpListener listener(String name, InetSocketAddress address, TransactionLayer transactions)
            throws IOException {
        return UdpListener.open(
                network,
                name,
                address,
                new HostPort(address.getHostString(), address.getPort()),
                _ -> true,
                transactions);
    }

    @Test
    void a_subscription_reaches_voicemail_by_both_of_our_addresses_and_under_the_accounts_name() throws IOException {
        voicemail();

        subscribe("192.168.1.7:5060", "");

        assertThat(atVoicemail)
                .last()
                .asString()
                .startsWith("SUBSCRIBE")
                .contains("P-Asserted-Identity: <sip:user1@carillon>")
                .contains("Max-Forwards: 69")
                .containsSubsequence(
                        "Record-Route: <sip:10.0.0.1:15060;lr;seen=203.0.113.5:4711>",
                        "Record-Route: <sip:192.0.2.1:5060;lr>");
        assertThat(atThePhone).singleElement().asString().startsWith("SIP/2.0 200");
    }

    @Test
    void what_a_phone_claims_of_its_way_and_its_name_does_not_reach_voicemail() throws IOException {
        voicemail();

        subscribe(
                "203.0.113.5:4711",
                String.join(
                        "\r\n",
                        "P-Asserted-Identity: <sip:boss@carillon>",
                        "Record-Route: <sip:evil.example;lr>",
                        "Route: <sip:evil.example;lr>",
                        "Authorization: Digest username=\"user1\"",
                        ""));

        assertThat(atVoicemail).last().asString().doesNotContain("boss", "evil.example", "Digest");
    }

    @Test
    void without_voicemail_the_phone_is_told_to_come_again() {
        subscribe("203.0.113.5:4711", "");

        assertThat(atThePhone)
                .singleElement()
                .asString()
                .startsWith("SIP/2.0 503")
                .contains("Retry-After: 30");
    }

    @Test
    void a_refresh_at_a_voicemail_that_is_not_ours_is_for_no_subscription() throws IOException {
        voicemail();

        subscribe("sip:198.51.100.9:15062", "203.0.113.5:4711", "abc", "");

        assertThat(atThePhone).singleElement().asString().startsWith("SIP/2.0 481");
    }

    @Test
    void a_refresh_reaches_the_voicemail_that_its_request_uri_names() throws IOException {
        voicemail();

        subscribe("sip:10.0.0.11:15062", "203.0.113.5:4711", "abc", "");

        assertThat(atVoicemail).last().asString().startsWith("SUBSCRIBE sip:10.0.0.11:15062");
    }

    @Test
    void a_notify_reaches_the_phone_where_it_was_seen() throws IOException {
        DatagramPort voicemail = voicemail();

        notify(voicemail, "<sip:10.0.0.1:15060;lr;seen=203.0.113.5:4711>");

        assertThat(atThePhone)
                .singleElement()
                .asString()
                .startsWith("NOTIFY sip:user1@192.168.1.7")
                .doesNotContain("Route:")
                .contains("Messages-Waiting: yes");
        assertThat(atVoicemail).last().asString().startsWith("SIP/2.0 200");
    }

    @Test
    void a_notify_on_a_connection_that_is_closed_fails_at_once() throws IOException {
        DatagramPort voicemail = voicemail();

        notify(voicemail, "<sip:token@10.0.0.1:15060;lr>");

        assertThat(atVoicemail).last().asString().startsWith("SIP/2.0 430");
    }

    @Test
    void a_notify_by_another_way_is_not_forwarded() throws IOException {
        DatagramPort voicemail = voicemail();

        notify(voicemail, "<sip:10.0.0.99:15060;lr>");

        assertThat(atVoicemail).last().asString().startsWith("SIP/2.0 404");
        assertThat(atThePhone).isEmpty();
    }

    @Test
    void a_phone_that_does_not_answer_is_told_to_voicemail() throws IOException {
        DatagramPort voicemail = voicemail();
        phone.close();

        notify(voicemail, "<sip:10.0.0.1:15060;lr;seen=203.0.113.5:4711>");
        loop.advance(Duration.ofSeconds(33));

        assertThat(atVoicemail.stream().filter(message -> message.startsWith("SIP/2.0 408")))
                .isNotEmpty();
    }

    private DatagramPort voicemail() throws IOException {
        DatagramPort port = network.open(
                VOICEMAIL,
                (here, payload, from) -> receive(here, text(payload), from, atVoicemail),
                DatagramOptions.SIGNALLING);
        network.execute(replicas::watch);
        loop.advance(Duration.ofMillis(100));
        return port;
    }

    /** Answers every request with 200. */
    private static void receive(DatagramPort port, String message, InetSocketAddress from, List<String> seen) {
        if (message.startsWith("OPTIONS")) {
            port.send(answer(message), from);
            return;
        }
        seen.add(message);
        if (!message.startsWith("SIP/2.0")) {
            port.send(answer(message), from);
        }
    }

    private static ByteBuffer answer(String request) {
        String headers = request.lines()
                .filter(line -> Stream.of("Via", "From", "To", "Call-ID", "CSeq", "Record-Route")
                        .anyMatch(name -> line.startsWith(name + ":")))
                .reduce("", (head, line) -> head + line + "\r\n");
        return bytes("SIP/2.0 200 OK\r\n" + headers + "Content-Length: 0\r\n\r\n");
    }

    private void subscribe(String sentBy, String more) {
        subscribe("sip:user1@192.0.2.1", sentBy, "", more);
    }

    private void subscribe(String requestUri, String sentBy, String toTag, String more) {
        phone.send(
                bytes("SUBSCRIBE " + requestUri + " SIP/2.0\r\nVia: SIP/2.0/UDP " + sentBy
                        + ";rport;branch=z9hG4bK1\r\nMax-Forwards: 70\r\nFrom: <sip:user1@192.0.2.1>;tag=a\r\n"
                        + "To: <sip:user1@192.0.2.1>" + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\r\n"
                        + "Call-ID: c1\r\nCSeq: 1 SUBSCRIBE\r\nEvent: message-summary\r\nContact: <sip:user1@"
                        + sentBy + ">\r\n" + more + "Content-Length: 0\r\n\r\n"),
                OUTSIDE);
        loop.advance(Duration.ofMillis(10));
    }

    private void notify(DatagramPort voicemail, String route) {
        String body = "Messages-Waiting: yes\r\n";
        voicemail.send(
                bytes(
                        "NOTIFY sip:user1@192.168.1.7:5060 SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.11:15062;branch=z9hG4bK2\r\n"
                                + "Max-Forwards: 70\r\nRoute: " + route + "\r\nFrom: <sip:voicemail@carillon>;tag=v\r\n"
                                + "To: <sip:user1@carillon>\r\nCall-ID: c2\r\nCSeq: 1 NOTIFY\r\nEvent: message-summary\r\n"
                                + "Subscription-State: active\r\nContent-Type: application/simple-message-summary\r\n"
                                + "Content-Length: " + body.length() + "\r\n\r\n" + body),
                INSIDE);
        loop.advance(Duration.ofMillis(10));
    }

    /** What the SIP edge does with them. */
    private final class Core extends ExpectsNothing {
        @Override
        public void request(ServerTransaction transaction, SipRequest request) {
            if (request.method().name().equals("NOTIFY")) {
                lamps.notify(transaction);
            } else {
                lamps.subscribe(transaction, Account.ofGeneral("user1", Account.Type.FRIEND, "100", general()));
            }
        }
    }

    private static SipGeneral general() {
        Sources file = Sources.of(Map.of(SipConf.FILE, "[general]\n"));
        return ((Reading.Loaded<SipConf>) SipConf.read(file)).value().general();
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(java.net.InetAddress.ofLiteral(host), port);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer payload) {
        return StandardCharsets.UTF_8.decode(payload).toString();
    }
}

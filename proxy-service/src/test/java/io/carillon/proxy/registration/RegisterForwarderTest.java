package io.carillon.proxy.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.transaction.TimerValues;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionLimits;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.SipListener;
import io.carillon.protocol.sip.transport.UdpListener;
import io.carillon.proxy.signalling.Replicas;
import io.carillon.testkit.network.ExpectsNothing;
import io.carillon.testkit.network.InMemoryNetwork;
import io.carillon.testkit.network.ManualLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A phone, the proxy's forwarder and two registrars on a network in memory, under a manual clock. */
class RegisterForwarderTest {
    private static final InetSocketAddress PHONE = address("203.0.113.5", 4711);
    private static final InetSocketAddress FIRST = address("10.0.0.11", 15061);
    private static final InetSocketAddress SECOND = address("10.0.0.12", 15061);

    private final ManualLoop loop = new ManualLoop();
    private final InMemoryNetwork network = new InMemoryNetwork(loop);
    private final List<String> atThePhone = new ArrayList<>();
    private final List<String> atTheRegistrars = new ArrayList<>();
    private final Map<String, Flow> connections = new HashMap<>();
    /** With what its phone had been told by then. */
    private final Map<String, List<String>> registered = new HashMap<>();

    private String outcome = "200 OK";
    private DatagramPort phone;
    private RegisterForwarder forwarder;
    private Replicas registrars;

    @BeforeEach
    void connect() throws IOException {
        TransactionLayer transactions = new TransactionLayer(
                network, new Core(), TransactionLimits.DEFAULT, TimerValues.RFC, Trace.NONE, new Random(1));
        UdpListener inside = UdpListener.open(
                network,
                "inside",
                address("10.0.0.1", 15060),
                new HostPort("10.0.0.1", 15060),
                _ -> true,
                transactions);
        UdpListener outside = UdpListener.open(
                network,
                "outside",
                address("192.0.2.1", 5060),
                new HostPort("192.0.2.1", 5060),
                _ -> true,
                transactions);
        registrars =
                new Replicas("Registrar", network, transactions, List.of(inside.flowTo(FIRST), inside.flowTo(SECOND)));
        forwarder =
                new RegisterForwarder(network, transactions, registrars, inside, withConnections(outside), account -> {
                    registered.put(account, List.copyOf(atThePhone));
                });
        phone = network.open(PHONE, (_, payload, _) -> atThePhone.add(text(payload)), DatagramOptions.SIGNALLING);
    }

    @Test
    void without_a_registrar_the_phone_is_told_to_come_again() {
        send("z9hG4bK1", "192.0.2.99:5060");

        assertThat(atThePhone)
                .singleElement()
                .asString()
                .startsWith("SIP/2.0 503")
                .contains("Retry-After: 5");
    }

    @Test
    void a_phone_that_is_where_it_says_gets_a_path_without_a_second_address() throws IOException {
        bothAnswer();

        send("z9hG4bK1", "203.0.113.5:4711");

        assertThat(forwarded()).contains("Path: <sip:10.0.0.1:15060;lr>").contains("Max-Forwards: 69");
    }

    @Test
    void a_phone_behind_a_nat_is_remembered_where_it_was_seen() throws IOException {
        bothAnswer();

        send("z9hG4bK1", "192.168.1.7:5060");

        assertThat(forwarded()).contains("Path: <sip:10.0.0.1:15060;lr;seen=203.0.113.5:4711>");
    }

    @Test
    void a_path_that_the_phone_claims_is_dropped() throws IOException {
        bothAnswer();

        send("z9hG4bK1", "203.0.113.5:4711", "Path: <sip:evil.example;lr>");

        assertThat(forwarded()).doesNotContain("evil.example");
    }

    @Test
    void a_retransmission_looks_the_same_to_the_registrar() throws IOException {
        bothAnswer();

        send("z9hG4bK1", "203.0.113.5:4711");
        send("z9hG4bK1", "203.0.113.5:4711");

        assertThat(registers()).hasSize(2);
        assertThat(registers().getFirst()).isEqualTo(registers().getLast());
    }

    @Test
    void the_answer_reaches_the_phone_where_it_was_seen_without_our_via() throws IOException {
        bothAnswer();

        send("z9hG4bK1", "192.168.1.7:5060");

        assertThat(atThePhone)
                .singleElement()
                .asString()
                .startsWith("SIP/2.0 200")
                .contains("192.168.1.7:5060")
                .doesNotContain("10.0.0.1");
    }

    @Test
    void that_an_account_has_registered_is_told_before_its_phone_knows() throws IOException {
        bothAnswer();

        send("z9hG4bK1", "203.0.113.5:4711");

        assertThat(registered).isEqualTo(Map.of("user1", List.of()));
        assertThat(atThePhone).hasSize(1);
    }

    @Test
    void who_is_asked_for_a_password_has_not_registered() throws IOException {
        bothAnswer();
        outcome = "401 Unauthorized";

        send("z9hG4bK1", "203.0.113.5:4711");

        assertThat(atThePhone).singleElement().asString().startsWith("SIP/2.0 401");
        assertThat(registered).isEmpty();
    }

    @Test
    void an_account_moves_to_the_other_registrar_when_its_own_falls_silent() throws IOException {
        DatagramPort first = registrar(FIRST);
        DatagramPort second = registrar(SECOND);
        watch();
        send("z9hG4bK1", "203.0.113.5:4711");
        boolean atFirst = registers().getFirst().contains("at 10.0.0.11");
        (atFirst ? first : second).close();
        loop.advance(Duration.ofSeconds(6));

        send("z9hG4bK2", "203.0.113.5:4711");

        assertThat(registers().getLast()).contains(atFirst ? "at 10.0.0.12" : "at 10.0.0.11");
    }

    @Test
    void a_request_that_has_gone_too_far_is_not_forwarded() throws IOException {
        bothAnswer();

        send("z9hG4bK1", "203.0.113.5:4711", "Max-Forwards: 0");

        assertThat(atThePhone).singleElement().asString().startsWith("SIP/2.0 483");
    }

    @Test
    void a_phone_that_needs_an_extension_of_the_proxy_is_told_that_there_is_none() {
        send("z9hG4bK1", "203.0.113.5:4711", "Proxy-Require: levitation");

        assertThat(atThePhone)
                .singleElement()
                .asString()
                .startsWith("SIP/2.0 420")
                .contains("Unsupported: levitation");
    }

    @Test
    void the_connection_of_a_phone_over_tcp_is_named_in_the_path_and_takes_the_answer() throws IOException {
        bothAnswer();
        Connection connection = new Connection();

        register(connection);

        assertThat(forwarded()).contains("Path: <sip:token@10.0.0.1:15060;lr>");
        assertThat(connection.sent).singleElement().asString().startsWith("SIP/2.0 200");
        assertThat(atThePhone).isEmpty();
    }

    @Test
    void a_register_over_tcp_is_repeated_until_a_registrar_answers() throws IOException {
        List<DatagramPort> answering = List.of(registrar(FIRST), registrar(SECOND));
        watch();
        Connection connection = new Connection();
        for (DatagramPort registrar : answering) {
            registrar.close();
        }
        register(connection);
        registrar(FIRST);
        registrar(SECOND);

        loop.advance(Duration.ofMinutes(1));

        assertThat(forwarded()).contains("Path: <sip:token@10.0.0.1:15060;lr>");
        assertThat(connection.sent).hasSize(1);
    }

    private void register(Connection connection) {
        SipRequest register = SipRequest.create(Method.REGISTER, SipUri.parse("sip:192.0.2.1"))
                .set("Via", "SIP/2.0/TCP 203.0.113.5:5060;branch=z9hG4bK1")
                .set("From", "<sip:user1@192.0.2.1>;tag=a")
                .set("To", "<sip:user1@192.0.2.1>")
                .set("Call-ID", "c1")
                .set("CSeq", "1 REGISTER")
                .build();
        forwarder.forward(register, connection);
        loop.advance(Duration.ofMillis(10));
    }

    /** A phone's TCP connection, which the outside listener knows by its token. */
    private final class Connection implements Flow {
        private final List<String> sent = new ArrayList<>();

        Connection() {
            connections.put("token", this);
        }

        @Override
        public TransportProtocol protocol() {
            return TransportProtocol.TCP;
        }

        @Override
        public SipListener listener() {
            throw new AssertionError("the connection is open");
        }

        @Override
        public InetSocketAddress remote() {
            return PHONE;
        }

        @Override
        public boolean send(byte[] message) {
            return sent.add(new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public Optional<String> token() {
            return Optional.of("token");
        }
    }

    /** The outside listener, with connections beside its datagrams. */
    private SipListener withConnections(UdpListener udp) {
        return new SipListener() {
            @Override
            public String name() {
                return udp.name();
            }

            @Override
            public TransportProtocol protocol() {
                return udp.protocol();
            }

            @Override
            public HostPort sentBy() {
                return udp.sentBy();
            }

            @Override
            public Flow flowTo(InetSocketAddress remote) {
                return udp.flowTo(remote);
            }

            @Override
            public Optional<Flow> connection(String token) {
                return Optional.ofNullable(connections.get(token));
            }

            @Override
            public void close() {
                udp.close();
            }
        };
    }

    private void bothAnswer() throws IOException {
        registrar(FIRST);
        registrar(SECOND);
        watch();
    }

    private void watch() {
        network.execute(registrars::watch);
        loop.advance(Duration.ofMillis(100));
    }

    /** Answers everything with the outcome: 200, as a registrar does that knows everybody. */
    private DatagramPort registrar(InetSocketAddress at) throws IOException {
        return network.open(
                at,
                (port, payload, from) -> {
                    String request = text(payload);
                    atTheRegistrars.add(request + "at " + at.getAddress().getHostAddress());
                    String headers = request.lines()
                            .filter(line -> Stream.of("Via", "From", "To", "Call-ID", "CSeq")
                                    .anyMatch(name -> line.startsWith(name + ":")))
                            .reduce("", (head, line) -> head + line + "\r\n");
                    port.send(bytes("SIP/2.0 " + outcome + "\r\n" + headers + "Content-Length: 0\r\n\r\n"), from);
                },
                DatagramOptions.SIGNALLING);
    }

    private List<String> registers() {
        return atTheRegistrars.stream()
                .filter(request -> request.startsWith("REGISTER"))
                .toList();
    }

    private String forwarded() {
        assertThat(registers()).hasSize(1);
        return registers().getFirst();
    }

    private void send(String branch, String sentBy, String... more) {
        String maxForwards = Stream.of(more).anyMatch(line -> line.startsWith("Max-")) ? "" : "Max-Forwards: 70\r\n";
        phone.send(
                bytes("REGISTER sip:192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP " + sentBy + ";rport;branch=" + branch
                        + "\r\n" + maxForwards
                        + "From: <sip:user1@192.0.2.1>;tag=a\r\nTo: <sip:user1@192.0.2.1>\r\nCall-ID: c1\r\n"
                        + "CSeq: 1 REGISTER\r\n" + String.join("\r\n", more) + (more.length > 0 ? "\r\n" : "")
                        + "Content-Length: 0\r\n\r\n"),
                address("192.0.2.1", 5060));
        loop.advance(Duration.ofMillis(10));
    }

    private final class Core extends ExpectsNothing {
        @Override
        public boolean stateless(SipRequest request, Flow flow) {
            forwarder.forward(request, flow);
            return true;
        }

        @Override
        public void strayResponse(SipResponse response, Flow flow) {
            if (response.cseq().method().equals(Method.REGISTER)) {
                forwarder.answer(response);
            }
        }
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

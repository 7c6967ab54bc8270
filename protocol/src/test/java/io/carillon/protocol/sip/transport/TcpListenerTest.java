package io.carillon.protocol.sip.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Samples;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.Via;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real connections on the loopback interface. */
class TcpListenerTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int PATIENCE_MILLIS = 5_000;
    private static final byte[] OPTIONS = Samples.bytes(Samples.INVITE
            .replace("INVITE", "OPTIONS")
            .replace("SIP/2.0/UDP", "SIP/2.0/TCP")
            .replace("Content-Length: 4\r\n", "Content-Length: 5\r\n"));

    /** Two connections an address, 200 ms for the first message, 20,000 bytes for a slow reader, 40,000 for all. */
    private static final TcpLimits TIGHT = new TcpLimits(
            10,
            2,
            Duration.ofMillis(200),
            Duration.ofSeconds(32),
            Duration.ofMinutes(1),
            20_000,
            4_096,
            40_000,
            8_000,
            Duration.ofSeconds(3));

    private record Arrival(SipMessage message, Flow flow) {}

    private static Vertx vertx;

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
    private DatagramLoop loop;
    private TcpListener listener;

    @BeforeAll
    static void begin() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void end() {
        vertx.close();
    }

    @BeforeEach
    void open() throws IOException {
        loop = DatagramLoop.start("tcp-listener-test");
        listener = listener(TcpLimits.DEFAULT);
    }

    @AfterEach
    void close() {
        listener.close();
        loop.close();
    }

    private TcpListener listener(TcpLimits limits) throws IOException {
        return TcpListener.open(
                new TcpListener.Surroundings(
                        vertx, loop, (message, flow) -> arrivals.add(new Arrival(message, flow)), new SecureRandom()),
                "outside",
                new InetSocketAddress(LOOPBACK, 0),
                new HostPort("127.0.0.1", 5060),
                _ -> new HostPort("127.0.0.1", 5060),
                address -> !address.equals(InetAddress.ofLiteral("127.0.0.66")),
                limits);
    }

    private void tighten() throws IOException {
        listener.close();
        listener = listener(TIGHT);
    }

    private Socket phone() throws IOException {
        Socket phone = new Socket(LOOPBACK, listener.localAddress().getPort());
        phone.setSoTimeout(PATIENCE_MILLIS);
        phone.setTcpNoDelay(true);
        return phone;
    }

    private Arrival arrival() throws InterruptedException {
        Arrival arrival = arrivals.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(arrival).isNotNull();
        return arrival;
    }

    private String outcome() throws InterruptedException {
        return outcomes.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String read(Socket from, int bytes) throws IOException {
        return new String(from.getInputStream().readNBytes(bytes), UTF_8);
    }

    private static String readAll(Socket from) throws IOException {
        InputStream in = from.getInputStream();
        return new String(in.readAllBytes(), UTF_8);
    }

    @Test
    void a_message_in_many_segments_and_two_in_one_arrive_whole() throws Exception {
        try (Socket phone = phone()) {
            for (byte b : OPTIONS) {
                phone.getOutputStream().write(b);
            }
            byte[] two = (new String(OPTIONS, UTF_8) + new String(OPTIONS, UTF_8)).getBytes(UTF_8);
            phone.getOutputStream().write(two);

            Flow flow = arrival().flow();
            assertThat(flow.remote()).isEqualTo(phone.getLocalSocketAddress());
            assertThat(arrival().flow()).isSameAs(flow);
            assertThat(arrival().message().body()).hasSize(5);
            assertThat(listener.counters().received()).isEqualTo(3);
        }
    }

    @Test
    void the_answer_goes_back_on_the_connection() throws Exception {
        try (Socket phone = phone()) {
            phone.getOutputStream().write(OPTIONS);
            Flow flow = arrival().flow();

            loop.execute(() -> flow.send("hello".getBytes(UTF_8)));

            assertThat(read(phone, 5)).isEqualTo("hello");
        }
    }

    @Test
    void a_ping_gets_its_pong() throws Exception {
        try (Socket phone = phone()) {
            phone.getOutputStream().write("\r\n\r\n".getBytes(UTF_8));

            assertThat(read(phone, 2)).isEqualTo("\r\n");
            assertThat(listener.counters().keepAlives()).isEqualTo(1);
        }
    }

    @Test
    void a_request_without_a_length_is_answered_and_the_connection_closed() throws Exception {
        try (Socket phone = phone()) {
            phone.getOutputStream()
                    .write(new String(OPTIONS, UTF_8)
                            .replace("Content-Length: 5\r\n", "")
                            .getBytes(UTF_8));

            assertThat(readAll(phone)).startsWith("SIP/2.0 400 ").endsWith("\r\n\r\n");
            assertThat(listener.counters().malformed()).isEqualTo(1);
        }
    }

    @Test
    void garbage_closes_the_connection() throws Exception {
        try (Socket phone = phone()) {
            phone.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));

            assertThat(readAll(phone)).isEmpty();
            assertThat(arrivals).isEmpty();
        }
    }

    @Test
    void a_connection_is_found_by_its_token_until_it_is_closed() throws Exception {
        Flow flow;
        try (Socket phone = phone()) {
            phone.getOutputStream().write(OPTIONS);
            flow = arrival().flow();
            assertThat(listener.connection(flow.token().orElseThrow())).contains(flow);
            assertThat(flow.joins(LOOPBACK)).isTrue();
        }

        await(() -> listener.connection(flow.token().orElseThrow()).isEmpty());
        assertThat(flow.open()).isFalse();
        loop.execute(() -> outcomes.add(flow.send(OPTIONS) ? "sent" : "dropped"));
        assertThat(outcome()).isEqualTo("dropped");
    }

    @Test
    void the_answer_to_a_closed_connection_goes_by_a_new_one_to_sent_by() throws Exception {
        try (ServerSocket home = new ServerSocket(0, 1, LOOPBACK)) {
            Flow flow;
            try (Socket phone = phone()) {
                phone.getOutputStream().write(OPTIONS);
                flow = arrival().flow();
            }
            await(() -> !flow.open());
            Via via = Via.parse("SIP/2.0/TCP 10.0.0.7:" + home.getLocalPort() + ";branch=z;received=127.0.0.1");

            loop.execute(() -> ResponseRoute.flow(via, flow).send("late".getBytes(UTF_8)));

            home.setSoTimeout(PATIENCE_MILLIS);
            try (Socket back = home.accept()) {
                assertThat(read(back, 4)).isEqualTo("late");
            }
        }
    }

    @Test
    void one_connection_serves_every_message_to_a_peer_and_what_the_peer_says() throws Exception {
        try (ServerSocket peer = new ServerSocket(0, 1, LOOPBACK)) {
            InetSocketAddress address = new InetSocketAddress(LOOPBACK, peer.getLocalPort());
            loop.execute(() -> {
                listener.flowTo(address).send("one".getBytes(UTF_8));
                listener.flowTo(address).send("two".getBytes(UTF_8));
            });

            try (Socket accepted = peer.accept()) {
                accepted.setSoTimeout(PATIENCE_MILLIS);
                assertThat(read(accepted, 6)).isEqualTo("onetwo");
                accepted.getOutputStream().write(OPTIONS);
                assertThat(arrival().flow().remote()).isEqualTo(address);
                assertThat(listener.open()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_refused_connection_is_told_to_whoever_sent() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
            nobody = free.getLocalPort();
        }

        loop.execute(() ->
                listener.flowTo(new InetSocketAddress(LOOPBACK, nobody)).send(OPTIONS, () -> outcomes.add("lost")));

        assertThat(outcome()).isEqualTo("lost");
        assertThat(listener.open()).isZero();
    }

    @Test
    void what_crosses_the_end_of_a_connection_is_told_to_whoever_sent() throws Exception {
        try (ServerSocket peer = new ServerSocket(0, 1, LOOPBACK)) {
            InetSocketAddress address = new InetSocketAddress(LOOPBACK, peer.getLocalPort());
            loop.execute(() -> listener.flowTo(address).send(OPTIONS, () -> outcomes.add("lost")));

            try (Socket accepted = peer.accept()) {
                read(accepted, OPTIONS.length);
            }

            assertThat(outcome()).isEqualTo("lost");
        }
    }

    @Test
    void an_address_has_so_many_connections_and_no_more() throws Exception {
        tighten();
        try (Socket first = phone();
                Socket second = phone();
                Socket third = phone()) {
            first.getOutputStream().write(OPTIONS);
            second.getOutputStream().write(OPTIONS);

            assertThat(readAll(third)).isEmpty();
            assertThat(listener.counters().refused()).isEqualTo(1);
            assertThat(arrival()).isNotNull();
            assertThat(arrival()).isNotNull();
        }
    }

    @Test
    void who_connects_and_says_nothing_is_let_go() throws Exception {
        tighten();
        try (Socket phone = phone()) {
            assertThat(readAll(phone)).isEmpty();
        }
    }

    @Test
    void who_reads_nothing_is_let_go_when_too_much_waits_for_it() throws Exception {
        tighten();
        try (Socket phone = phone()) {
            phone.getOutputStream().write(OPTIONS);
            Flow flow = arrival().flow();

            loop.execute(() -> outcomes.add(takes(flow) ? "takes all" : "let go"));

            assertThat(outcome()).isEqualTo("let go");
            assertThat(flow.open()).isFalse();
        }
    }

    /** More than any kernel buffers. */
    private static boolean takes(Flow flow) {
        byte[] block = new byte[10_000];
        for (int i = 0; i < 2_000; i++) {
            if (!flow.send(block)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void when_all_hold_too_much_the_greedy_go_and_the_modest_stay() throws Exception {
        tighten();
        String begun = new String(OPTIONS, UTF_8).replace("Content-Length: 5", "Content-Length: 60000");
        try (Socket greedy = phone();
                Socket modest = phone()) {
            modest.getOutputStream().write(OPTIONS);
            Flow flow = arrival().flow();
            greedy.getOutputStream().write((begun + "x".repeat(50_000)).getBytes(UTF_8));

            assertThat(readAll(greedy)).isEmpty();
            modest.getOutputStream().write(OPTIONS);
            assertThat(arrival().flow()).isSameAs(flow);
            assertThat(flow.open()).isTrue();
        }
    }

    @Test
    void more_than_is_read_ahead_is_read_in_time() throws Exception {
        tighten();
        try (Socket phone = phone()) {
            for (int i = 0; i < 200; i++) {
                phone.getOutputStream().write(OPTIONS);
            }

            for (int i = 0; i < 200; i++) {
                arrival();
            }
        }
    }

    @Test
    void who_may_not_speak_to_us_is_closed() throws Exception {
        try (Socket stranger = new Socket()) {
            stranger.bind(new InetSocketAddress("127.0.0.66", 0));
            stranger.setSoTimeout(PATIENCE_MILLIS);
            stranger.connect(listener.localAddress());

            assertThat(readAll(stranger)).isEmpty();
            assertThat(listener.counters().refused()).isEqualTo(1);
        }
    }

    @Test
    void a_taken_port_is_told() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            InetSocketAddress address = new InetSocketAddress(LOOPBACK, taken.getLocalPort());

            assertThatIOException()
                    .isThrownBy(() -> TcpListener.open(
                            new TcpListener.Surroundings(vertx, loop, (_, _) -> {}, new SecureRandom()),
                            "outside",
                            address,
                            new HostPort("127.0.0.1", address.getPort()),
                            _ -> new HostPort("127.0.0.1", address.getPort()),
                            _ -> true,
                            TcpLimits.DEFAULT))
                    .withMessageContaining("TCP cannot be listened to");
        }
    }

    /** Looks on the loop, which owns what is looked at, until it holds. */
    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (System.nanoTime() < end) {
            BlockingQueue<Boolean> looked = new LinkedBlockingQueue<>();
            loop.execute(() -> looked.add(condition.getAsBoolean()));
            if (Boolean.TRUE.equals(looked.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))) {
                return;
            }
        }
        throw new AssertionError("it did not come about");
    }
}

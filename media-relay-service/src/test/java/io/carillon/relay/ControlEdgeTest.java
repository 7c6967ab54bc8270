package io.carillon.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.ControlDatagram;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaFrame;
import io.carillon.protocol.media.MediaFrame.Request;
import io.carillon.protocol.media.MediaFrame.Response;
import io.carillon.protocol.media.MediaJson;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.MediaReply.Reason;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.media.Source;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay whole: commands over a real WebSocket, packets over real UDP. */
@QuarkusTest
@TestProfile(OwnRange.class)
class ControlEdgeTest {

    private static final LegId CALLER = new LegId("caller");
    private static final LegId CALLEE = new LegId("callee");
    private static final List<String> ALLOWED = List.of("ulaw", "alaw");
    private static final int PATIENCE_MILLIS = 5_000;

    @TestHTTPResource("/control")
    URI control;

    @TestHTTPResource("/q")
    URI operation;

    private final String client = "test-" + UUID.randomUUID();
    private final SessionId session = new SessionId(UUID.randomUUID().toString());
    private ControlClient connection;
    private long lastId;

    @BeforeEach
    void connect() throws Exception {
        connection = ControlClient.connect(control);
    }

    @AfterEach
    void release() throws Exception {
        ask(new MediaCommand.Release(session));
        connection.close();
    }

    @Test
    void a_call_is_set_up_by_four_commands_and_carries_speech_both_ways() throws Exception {
        try (DatagramSocket alice = socket();
                DatagramSocket bob = socket()) {
            int[] shown = callBetween(alice, bob);
            int forAlice = shown[0];
            int forBob = shown[1];

            send(alice, packet(0, 17, 0xa11ce), forAlice);
            ByteBuffer atBob = receive(bob, forBob);
            send(bob, packet(8, 99, 0xb0b), forBob);
            ByteBuffer atAlice = receive(alice, forAlice);

            assertThat(atBob.get(1) & 0x7f).isZero();
            assertThat(atBob.getShort(2)).isEqualTo((short) 17);
            assertThat(atBob.getInt(8)).isEqualTo(0xa11ce);
            assertThat(atAlice.get(1) & 0x7f).isEqualTo(8);
            assertThat(atAlice.getShort(2)).isEqualTo((short) 99);
            assertThat(atAlice.get(20)).isEqualTo((byte) 20);
        }
    }

    @Test
    void a_request_repeated_on_another_connection_gets_the_same_replies_and_is_done_once() throws Exception {
        try (DatagramSocket alice = socket()) {
            Request request = new Request(client, 1_000, List.of(offerFrom(alice), offerTo(CALLEE), query()));
            Response first = connection.ask(request);
            connection.close();
            connection = ControlClient.connect(control);

            Response again = connection.ask(request);

            assertThat(again).isEqualTo(first);
            assertThat(again.replies()).hasSize(3);
        }
    }

    @Test
    void a_batch_stops_at_the_first_command_refused() throws Exception {
        Response response = ask(query(), query());

        assertThat(response.replies())
                .singleElement()
                .isInstanceOfSatisfying(
                        MediaReply.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_SESSION));
    }

    @Test
    void a_session_outlives_its_connection_and_tells_its_events_to_the_next_one() throws Exception {
        try (DatagramSocket alice = socket();
                DatagramSocket bob = socket()) {
            int forAlice = callBetween(alice, bob)[0];
            connection.close();
            connection = ControlClient.connect(control);
            ask(query());

            send(alice, packet(0, 1, 1), forAlice);

            assertThat(receive(bob, -1).remaining()).isEqualTo(172);
            assertThat(connection.event(MediaEvent.Quality.class).session()).isEqualTo(session);
        }
    }

    @Test
    void a_wrong_request_is_answered_with_its_field_and_the_connection_stays() throws Exception {
        connection.sendText(
                "{\"request\":5,\"client\":\"x\",\"commands\":[{\"command\":\"dance\",\"session\":\"s\"}]}");

        Response response = connection.response();

        assertThat(response.replies()).singleElement().isInstanceOfSatisfying(MediaReply.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.BAD_COMMAND);
            assertThat(refused.detail()).contains("commands[0].command");
        });
        assertThat(ask(query()).replies()).hasSize(1);
    }

    @Test
    void a_request_may_come_as_a_datagram_with_the_key_of_its_connection() throws Exception {
        var invited = connection.invitation();
        String request = MediaJson.encode(new Request(client, 1, List.of(query())));
        try (DatagramSocket proxy = socket()) {
            send(proxy, (invited.key() + request).getBytes(UTF_8), invited.port());

            ControlDatagram answer =
                    ControlDatagram.read(receive(proxy, invited.port())).orElseThrow();

            assertThat(answer.key()).isEqualTo(invited.key());
            assertThat(answer.frame())
                    .isEqualTo(new MediaJson.Decoded.Frame(connection.ask(new Request(client, 1, List.of(query())))));
        }
    }

    @Test
    void a_datagram_without_the_key_of_an_open_connection_is_counted_and_not_answered() throws Exception {
        var gone = connection.invitation();
        byte[] request =
                MediaJson.encode(new Request(client, 1, List.of(query()))).getBytes(UTF_8);
        connection.close();
        connection = ControlClient.connect(control);
        awaitDropped(gone, request);
        String open = connection.invitation().key();
        try (DatagramSocket proxy = socket()) {
            send(proxy, with(gone.key(), request), gone.port());
            // Handled after that one, so that an answer to it would come first.
            send(proxy, with(open, request), gone.port());

            ControlDatagram first =
                    ControlDatagram.read(receive(proxy, gone.port())).orElseThrow();

            assertThat(first.key()).isEqualTo(open);
        }
    }

    /** The relay may hear of the end of a connection a little later than we. */
    private void awaitDropped(MediaFrame.Datagrams gone, byte[] request) throws Exception {
        double before = dropped();
        try (DatagramSocket proxy = socket()) {
            while (dropped() == before) {
                send(proxy, with(gone.key(), request), gone.port());
            }
        }
    }

    private static byte[] with(String key, byte[] request) {
        return ByteBuffer.allocate(key.length() + request.length)
                .put(key.getBytes(UTF_8))
                .put(request)
                .array();
    }

    private double dropped() throws Exception {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith("carillon_control_datagrams_dropped_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void what_is_no_request_at_all_closes_the_connection() throws Exception {
        connection.sendText("hello");

        assertThat(connection.closeCode()).isEqualTo((short) 1_008);
        connection = ControlClient.connect(control);
    }

    @Test
    void health_and_metrics_say_what_the_relay_holds() throws Exception {
        ask(offerTo(CALLEE));

        assertThat(get("/health/ready")).contains("\"UP\"", "media loops");
        assertThat(get("/metrics"))
                .contains("carillon_media_sessions 1.0")
                .contains("carillon_media_packets_dropped_total{reason=\"stranger\"}")
                .contains("carillon_media_leg_jitter_milliseconds");
    }

    private int[] callBetween(DatagramSocket alice, DatagramSocket bob) throws Exception {
        Response offered = ask(offerFrom(alice), offerTo(CALLEE));
        Response answered = ask(
                new MediaCommand.AcceptAnswer(session, CALLEE, sdp(bob)),
                new MediaCommand.CreateAnswer(session, CALLER, Optional.of(CALLEE)),
                new MediaCommand.Hear(session, CALLER, new Source.FromLeg(CALLEE)),
                new MediaCommand.Hear(session, CALLEE, new Source.FromLeg(CALLER)));
        assertThat(answered.replies()).hasSize(4);
        return new int[] {port(((MediaReply.Description) answered.replies().get(1)).sdp()), port(description(offered))};
    }

    private MediaCommand offerFrom(DatagramSocket phone) {
        return new MediaCommand.AcceptOffer(session, CALLER, sdp(phone), ALLOWED, true, Optional.of("127.0.0.1"));
    }

    private MediaCommand offerTo(LegId leg) {
        return new MediaCommand.CreateOffer(session, leg, Optional.empty(), ALLOWED, true, Optional.of("127.0.0.1"));
    }

    private MediaCommand query() {
        return new MediaCommand.Query(session);
    }

    private Response ask(MediaCommand... commands) throws Exception {
        return connection.ask(new Request(client, ++lastId, List.of(commands)));
    }

    private static String description(Response response) {
        return ((MediaReply.Description) response.replies().getLast()).sdp();
    }

    private static int port(String sdp) {
        assertThat(sdp).contains("c=IN IP4 127.0.0.1");
        String media = sdp.lines()
                .filter(line -> line.startsWith("m=audio "))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(media.split(" ")[1]);
    }

    private static String sdp(DatagramSocket phone) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                + phone.getLocalPort() + " RTP/AVP 0 8\r\n";
    }

    private static DatagramSocket socket() throws Exception {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static byte[] packet(int payloadType, int sequence, int ssrc) {
        ByteBuffer packet = ByteBuffer.allocate(172);
        packet.put((byte) 0x80)
                .put((byte) payloadType)
                .putShort((short) sequence)
                .putInt(0)
                .putInt(ssrc);
        while (packet.hasRemaining()) {
            packet.put((byte) packet.position());
        }
        return packet.array();
    }

    private static void send(DatagramSocket from, byte[] packet, int port) throws Exception {
        from.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), port));
    }

    private static ByteBuffer receive(DatagramSocket at, int expectedFrom) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
        at.receive(packet);
        if (expectedFrom > 0) {
            assertThat(packet.getPort()).isEqualTo(expectedFrom);
        }
        return ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
    }

    private String get(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(operation + path)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}

package io.carillon.protocol.media.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.media.ControlDatagram;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaFrame;
import io.carillon.protocol.media.MediaJson;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.SessionId;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A relay that takes datagrams, and answers by either way as it is told to. */
@Timeout(30)
class RelayByDatagramTest {
    private static final String KEY = "0123456789abcdefABCDEF";
    private static final MediaCommand ASKED = new MediaCommand.Query(new SessionId("a-call"));

    private final Vertx vertx = Vertx.vertx();
    private final DatagramLoop loop = DatagramLoop.start("proxy");
    private final DatagramLoop relayLoop = DatagramLoop.start("relay");
    private final AtomicInteger byDatagram = new AtomicInteger();
    private final AtomicInteger bySocket = new AtomicInteger();
    private final AtomicInteger probes = new AtomicInteger();
    private volatile boolean answersDatagrams = true;
    private volatile boolean answersSocket = true;
    private DatagramPort port;
    private RelayPool pool;
    private MediaSession session;

    @BeforeEach
    void connect() throws Exception {
        port = relayLoop.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::received, DatagramOptions.MEDIA);
        HttpServer relay = vertx.createHttpServer()
                .webSocketHandler(this::opened)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        pool = new RelayPool(
                vertx,
                List.of(URI.create("ws://127.0.0.1:" + relay.actualPort() + "/control")),
                "test",
                Optional.empty());
        pool.sendOn(loop);
        pool.connect();
        while (!pool.anyAnswering()) {
            Thread.onSpinWait();
        }
        session = pool.open(new SessionId("a-call"), "call@test", _ -> {}).orElseThrow();
        while (byDatagram.get() == 0) {
            // The probe has to come through first.
            session.tell(ASKED);
        }
    }

    private void opened(ServerWebSocket socket) {
        socket.writeTextMessage(
                MediaJson.encode(new MediaFrame.Datagrams(port.localAddress().getPort(), KEY)));
        socket.textMessageHandler(text -> {
            if (MediaJson.decode(text) instanceof MediaJson.Decoded.Frame(MediaFrame.Request request)) {
                if (request.commands().contains(ASKED)) {
                    bySocket.incrementAndGet();
                }
                if (answersSocket) {
                    socket.writeTextMessage(MediaJson.encode(answer(request)));
                }
            }
        });
    }

    private void received(DatagramPort own, ByteBuffer payload, InetSocketAddress from) {
        if (ControlDatagram.read(payload).orElseThrow().frame()
                instanceof MediaJson.Decoded.Frame(MediaFrame.Request request)) {
            (request.commands().contains(ASKED) ? byDatagram : probes).incrementAndGet();
            if (answersDatagrams) {
                own.send(ControlDatagram.write(KEY, answer(request)).orElseThrow(), from);
            }
        }
    }

    private static MediaFrame.Response answer(MediaFrame.Request request) {
        return new MediaFrame.Response(request.id(), List.of(new MediaReply.Done()));
    }

    @AfterEach
    void stop() throws Exception {
        pool.close();
        loop.close();
        relayLoop.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_request_that_is_not_answered_by_datagram_is_answered_over_the_connection() {
        answersDatagrams = false;

        List<MediaReply> replies = session.tell(ASKED);

        assertThat(replies).containsExactly(new MediaReply.Done());
        assertThat(bySocket.get()).isPositive();
    }

    @Test
    void nothing_overtakes_by_datagram_what_was_given_up_over_the_connection() {
        answersDatagrams = false;
        answersSocket = false;
        assertThat(session.tell(ASKED)).first().isInstanceOf(MediaReply.Refused.class);
        answersDatagrams = true;
        int probed = probes.get();
        while (probes.get() == probed) {
            Thread.onSpinWait();
        }
        int before = byDatagram.get();

        // The probe's answer is there long before the first of them is given up.
        session.tell(ASKED);
        session.tell(ASKED);

        assertThat(byDatagram.get()).isEqualTo(before);
    }
}

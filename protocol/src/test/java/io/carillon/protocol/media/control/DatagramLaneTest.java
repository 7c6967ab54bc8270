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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real sockets: a relay that answers what it is told to answer. */
@Timeout(20)
class DatagramLaneTest {
    private static final String KEY = "0123456789abcdefABCDEF";
    private static final List<MediaReply> DONE = List.of(new MediaReply.Done());
    private static final long PROBE = 1;
    /** No pause of a busy machine is so long. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Duration FOR_EVER = Duration.ofMinutes(1);

    private final DatagramLoop loop = DatagramLoop.start("lane");
    private final DatagramLoop relayLoop = DatagramLoop.start("relay");
    private final BlockingQueue<Long> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<ControlRequest> otherwise = new LinkedBlockingQueue<>();
    private volatile boolean answers = true;
    private volatile String keyOfAnswers = KEY;
    private InetSocketAddress at;
    private DatagramLane lane;

    @BeforeEach
    void open() throws IOException {
        DatagramPort relay = relayLoop.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::atRelay, DatagramOptions.MEDIA);
        at = relay.localAddress();
        lane = lane(FOR_EVER);
    }

    private DatagramLane lane(Duration patience) {
        return DatagramLane.open(loop, at, KEY, patience, request(PROBE), otherwise::add);
    }

    @AfterEach
    void close() {
        loop.close();
        relayLoop.close();
    }

    private void atRelay(DatagramPort own, ByteBuffer payload, InetSocketAddress from) {
        ControlDatagram datagram = ControlDatagram.read(payload).orElseThrow();
        assertThat(datagram.key()).isEqualTo(KEY);
        if (datagram.frame() instanceof MediaJson.Decoded.Frame(MediaFrame.Request(String _, long id, var _))) {
            asked.add(id);
            if (answers) {
                own.send(
                        ControlDatagram.write(keyOfAnswers, new MediaFrame.Response(id, DONE))
                                .orElseThrow(),
                        from);
            }
        }
    }

    private static ControlRequest request(long id) {
        return request(id, "session");
    }

    private static ControlRequest request(long id, String session) {
        MediaCommand query = new MediaCommand.Query(new SessionId(session));
        var frame = new MediaFrame.Request("test", id, Collections.nCopies(8, query));
        return new ControlRequest(frame, new CompletableFuture<>());
    }

    /** The probe has come through. */
    private void awaitProof() throws InterruptedException {
        ControlRequest first = request(2);
        while (!lane.takes(first)) {
            Thread.onSpinWait();
        }
        assertThat(first.replies()).succeedsWithin(5, TimeUnit.SECONDS);
        while (asked.take() != 2) {
            // That was a probe.
            Thread.onSpinWait();
        }
    }

    @Test
    void a_request_is_answered_by_datagram_once_a_probe_was() throws Exception {
        awaitProof();
        ControlRequest request = request(3);

        assertThat(lane.takes(request)).isTrue();

        assertThat(request.replies()).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo(DONE);
        assertThat(otherwise).isEmpty();
    }

    @Test
    void what_is_not_answered_is_handed_back_and_the_lane_takes_nothing_until_a_probe_is_answered() throws Exception {
        lane.close();
        lane = lane(SOON);
        awaitProof();
        answers = false;
        ControlRequest lost = request(3);
        assertThat(lane.takes(lost)).isTrue();

        assertThat(otherwise.poll(5, TimeUnit.SECONDS)).isSameAs(lost);
        assertThat(lane.takes(request(4))).isFalse();

        answers = true;
        awaitProof();
    }

    @Test
    void an_answer_without_the_key_is_none() throws Exception {
        lane.close();
        lane = lane(SOON);
        awaitProof();
        keyOfAnswers = KEY.toLowerCase(Locale.ROOT);
        ControlRequest request = request(3);

        lane.takes(request);

        assertThat(otherwise.poll(5, TimeUnit.SECONDS)).isSameAs(request);
        assertThat(request.replies()).isNotDone();
    }

    @Test
    void an_answer_that_came_over_the_connection_answers() throws Exception {
        awaitProof();
        answers = false;
        ControlRequest request = request(3);
        lane.takes(request);

        boolean known = lane.answered(3, DONE);

        assertThat(known).isTrue();
        assertThat(request.replies()).isCompletedWithValue(DONE);
        assertThat(lane.answered(3, DONE)).isFalse();
    }

    @Test
    void what_is_too_long_for_a_datagram_is_not_taken() throws Exception {
        awaitProof();

        boolean taken = lane.takes(request(3, "s".repeat(200)));

        assertThat(taken).isFalse();
    }

    @Test
    void a_lane_that_is_closed_gives_back_what_was_not_answered() throws Exception {
        awaitProof();
        answers = false;
        ControlRequest request = request(3);
        lane.takes(request);

        List<ControlRequest> left = lane.close();

        assertThat(left).containsExactly(request);
        assertThat(lane.takes(request(4))).isFalse();
    }
}

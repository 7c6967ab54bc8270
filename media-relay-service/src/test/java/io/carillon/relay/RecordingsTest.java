package io.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.prompts.Library;
import io.carillon.prompts.Lookup;
import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaEvent.Recorded;
import io.carillon.protocol.media.MediaFrame.Request;
import io.carillon.protocol.media.MediaFrame.Response;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.RecordingId;
import io.carillon.protocol.media.RecordingLimits;
import io.carillon.protocol.media.SessionId;
import io.carillon.sound.SoundReader;
import io.carillon.sound.g711.MuLaw;
import io.carillon.testkit.sound.Likeness;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A recording whole: commands over a real WebSocket, speech over real UDP, chunks to a real HTTP server. */
@QuarkusTest
@TestProfile(OwnRange.class)
class RecordingsTest {
    private static final LegId CALLER = new LegId("caller");
    private static final int FRAME = 160;
    private static final Duration FRAME_TIME = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final RecordingLimits LIMITS = new RecordingLimits(Duration.ofMinutes(3), Duration.ZERO, 0);
    private static final byte[] SPEECH = speech();

    @TestHTTPResource("/control")
    URI control;

    private final String client = "test-" + UUID.randomUUID();
    private final SessionId session = new SessionId(UUID.randomUUID().toString());
    private final DatagramLoop loop = DatagramLoop.start("caller");
    private ControlClient connection;
    private Keeper keeper;
    private DatagramPort phone;
    private InetSocketAddress relay;
    private int sequence;
    private long lastId;

    @BeforeEach
    void callIsAnswered() throws Exception {
        keeper = new Keeper();
        connection = ControlClient.connect(control);
        phone = loop.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), (_, _, _) -> {}, DatagramOptions.MEDIA);
        String sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                + phone.localAddress().getPort() + " RTP/AVP 0\r\n";
        Response answered = ask(
                new MediaCommand.AcceptOffer(session, CALLER, sdp, List.of("ulaw"), true, Optional.of("127.0.0.1")),
                new MediaCommand.CreateAnswer(session, CALLER, Optional.empty()));
        relay = address(answered.replies().getLast());
        assertThat(ask(new MediaCommand.Record(session, CALLER, new RecordingId("r"), keeper.url(), LIMITS, "#"))
                        .replies())
                .containsExactly(new MediaReply.Done());
    }

    @AfterEach
    void hangUp() throws Exception {
        ask(new MediaCommand.Release(session));
        connection.close();
        loop.close();
        keeper.close();
    }

    @Test
    void what_was_said_is_what_arrived() throws Exception {
        say(Duration.ofSeconds(5));
        stop();

        assertThat(recorded().end()).isEqualTo(Recorded.End.STOPPED);
        assertThat(keeper.ended()).isEqualTo(10);
        assertAllOf(Duration.ofSeconds(5));
    }

    @Test
    void a_keeper_that_is_dead_for_ten_seconds_in_the_middle_loses_nothing() throws Exception {
        say(Duration.ofSeconds(2));
        keeper.die();
        say(Duration.ofSeconds(10));
        keeper.comeBack();
        say(Duration.ofSeconds(1));
        stop();

        assertThat(recorded().end()).isEqualTo(Recorded.End.STOPPED);
        assertThat(keeper.order()).isSorted();
        assertAllOf(Duration.ofSeconds(13));
    }

    @Test
    void a_keeper_that_wants_no_more_ends_it() throws Exception {
        keeper.wantsNoMoreThan(2);

        say(Duration.ofSeconds(2));

        Recorded recorded = recorded();
        assertThat(recorded.end()).isEqualTo(Recorded.End.STOPPED);
        assertThat(keeper.chunks()).isEqualTo(2);
    }

    @Test
    void it_goes_on_when_the_connection_is_lost_and_its_end_is_told_on_the_next_one() throws Exception {
        say(Duration.ofSeconds(1));
        connection.close();
        say(Duration.ofSeconds(2));
        connection = ControlClient.connect(control);
        stop();

        assertThat(recorded().length()).isEqualTo(Duration.ofSeconds(3));
        assertAllOf(Duration.ofSeconds(3));
    }

    @Test
    void nobody_may_record_to_a_host_that_is_not_ours() throws Exception {
        Response response = ask(new MediaCommand.Record(
                session, CALLER, new RecordingId("other"), "http://192.0.2.1:80/recordings", LIMITS, "#"));

        assertThat(response.replies()).first().isInstanceOf(MediaReply.Refused.class);
    }

    /** Figures come in between. */
    private Recorded recorded() throws Exception {
        while (true) {
            if (connection.event(MediaEvent.class) instanceof Recorded end) {
                return end;
            }
        }
    }

    private void stop() throws Exception {
        ask(new MediaCommand.StopRecording(session, CALLER));
    }

    private void assertAllOf(Duration said) {
        keeper.watch()
                .await("the end", PATIENCE, () -> keeper.ended() >= 0, () -> keeper.chunks() + " chunks have come");
        short[] heard = samples(keeper.sound());
        short[] expected = samples(Arrays.copyOf(SPEECH, (int) said.toMillis() * 8));
        assertThat(heard).hasSameSizeAs(expected);
        for (int at = 0; at + 16_000 <= expected.length; at += 16_000) {
            short[] piece = Arrays.copyOfRange(expected, at, at + 16_000);
            Duration where = Duration.ofMillis(at / 8);
            assertThat(Likeness.find(heard, piece, where)).contains(where);
        }
        assertThat(heard).isEqualTo(expected);
    }

    /** Goes on with the speech, a packet each 20 ms. */
    private void say(Duration howLong) throws Exception {
        CompletableFuture<Void> said = new CompletableFuture<>();
        int last = sequence + (int) howLong.dividedBy(FRAME_TIME);
        loop.execute(() -> {
            long begun = loop.nanoTime();
            int first = sequence;
            speak(begun, first, last, said);
        });
        said.get(howLong.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void speak(long begun, int first, int last, CompletableFuture<Void> said) {
        ByteBuffer packet = ByteBuffer.allocate(12 + FRAME)
                .put((byte) 0x80)
                .put((byte) 0)
                .putShort((short) sequence)
                .putInt(sequence * FRAME)
                .putInt(0x0a11ce)
                .put(SPEECH, sequence * FRAME, FRAME)
                .flip();
        phone.send(packet, relay);
        sequence++;
        if (sequence == last) {
            said.complete(null);
            return;
        }
        long due = begun + FRAME_TIME.multipliedBy(sequence - first).toNanos();
        loop.schedule(Duration.ofNanos(Math.max(0, due - System.nanoTime())), () -> speak(begun, first, last, said));
    }

    private Response ask(MediaCommand... commands) throws Exception {
        return connection.ask(new Request(client, ++lastId, List.of(commands)));
    }

    private static InetSocketAddress address(MediaReply reply) {
        String media = ((MediaReply.Description) reply)
                .sdp()
                .lines()
                .filter(line -> line.startsWith("m=audio "))
                .findFirst()
                .orElseThrow();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(media.split(" ")[1]));
    }

    private static short[] samples(byte[] codes) {
        short[] samples = new short[codes.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = MuLaw.decode(codes[i]);
        }
        return samples;
    }

    /** Words, and no pause for ever. */
    private static byte[] speech() {
        try (SoundReader reader = ((Lookup.Found) Library.builtIn().open("demo-echotest", "en")).reader()) {
            byte[] speech = new byte[15 * 8_000];
            short[] frame = new short[FRAME];
            for (int at = 0; at + FRAME <= speech.length && reader.read(frame) > 0; at += FRAME) {
                for (int i = 0; i < FRAME; i++) {
                    speech[at + i] = MuLaw.encode(frame[i]);
                }
            }
            return speech;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

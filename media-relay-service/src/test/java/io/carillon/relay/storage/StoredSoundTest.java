package io.carillon.relay.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.media.Sound;
import io.carillon.relay.playing.Sounds;
import io.carillon.sound.SoundReader;
import io.carillon.sound.g711.MuLaw;
import io.carillon.testkit.Watch;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What voicemail has stored, over real HTTP from servers good and bad. */
class StoredSoundTest {
    private static final byte[] SOUND = new byte[100 * 160 + 40];
    /** Ten minutes: far more than sockets hold. */
    private static final byte[] LONG = new byte[600 * 8_000];

    private final Vertx vertx = Vertx.vertx();
    private final Sounds sounds =
            new StoredSounds(new InsideHttp(vertx, InetAddress::isLoopbackAddress, Optional.empty()), _ -> {
                throw new AssertionError("nobody asked for it");
            });
    private SoundServer server;

    @BeforeEach
    void sounds() throws IOException {
        new Random(7).nextBytes(SOUND);
        server = new SoundServer(SOUND);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void it_is_read_whole_and_its_last_frame_is_filled_up_with_silence() throws IOException {
        assertThat(read(open(Duration.ZERO))).isEqualTo(samples(0));
        assertThat(server.ranges()).containsExactly("");
    }

    @Test
    void it_may_be_begun_in_the_middle() throws IOException {
        assertThat(read(open(Duration.ofMillis(500)))).isEqualTo(samples(4_000));
        assertThat(server.ranges()).containsExactly("4000-");
    }

    @Test
    void a_server_that_sends_everything_all_the_same_is_understood() throws IOException {
        server.knowsNoRanges();

        assertThat(read(open(Duration.ofMillis(500)))).isEqualTo(samples(4_000));
    }

    @Test
    void a_connection_that_breaks_is_tried_once_more_from_where_it_was() throws IOException {
        server.breaksAfter(9_000);

        assertThat(read(open(Duration.ofMillis(100)))).isEqualTo(samples(800));
        assertThat(server.ranges()).containsExactly("800-", "9800-");
    }

    @Test
    void one_that_breaks_again_ends_it() throws IOException {
        server.breaksAfter(9_000, 100);
        SoundReader reader = open(Duration.ZERO);

        assertThatThrownBy(() -> read(reader))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1")
                .hasMessageNotContaining("secret");
    }

    @Test
    void what_is_gone_is_missing() {
        server.answers("404 Not Found");

        assertThat(missing(server.url())).contains("404").doesNotContain("secret");
    }

    @Test
    void what_begins_behind_its_end_is_nothing() throws IOException {
        server.answers("416 Range Not Satisfiable");

        assertThat(open(Duration.ofMinutes(5)).read(new short[160])).isZero();
    }

    @Test
    void a_server_that_is_away_is_missing_too() throws IOException {
        String url = server.url();
        server.close();

        assertThat(missing(url)).contains("127.0.0.1");
    }

    @Test
    void hosts_that_are_not_ours_are_not_asked() {
        assertThat(missing("http://192.0.2.1:80/sound")).contains("not inside");
        assertThat(missing("file:///etc/passwd")).contains("http://");
    }

    @Test
    void a_long_one_is_fetched_no_faster_than_it_is_read() throws Exception {
        try (SoundServer slow = new SoundServer(LONG);
                SoundReader reader = ready(slow.url(), Duration.ZERO)) {
            assertThat(reader.read(new short[160])).isEqualTo(160);
            Watch settled = new Watch();

            boolean all = settled.holdsWithin(Duration.ofMillis(500), () -> slow.written() == LONG.length);

            assertThat(all).isFalse();
        }
    }

    private SoundReader open(Duration from) {
        return ready(server.url(), from);
    }

    private SoundReader ready(String url, Duration from) {
        return switch (sounds.find(new Sound.Stored(url, from))) {
            case Sounds.Found.Ready(SoundReader reader) -> reader;
            case Sounds.Found.Missing(String why) -> throw new AssertionError(why);
        };
    }

    private String missing(String url) {
        return switch (sounds.find(new Sound.Stored(url, Duration.ZERO))) {
            case Sounds.Found.Ready _ -> throw new AssertionError("there is one");
            case Sounds.Found.Missing(String why) -> why;
        };
    }

    private static short[] read(SoundReader reader) throws IOException {
        try (reader) {
            short[] all = new short[0];
            short[] frame = new short[160];
            while (reader.read(frame) > 0) {
                all = Arrays.copyOf(all, all.length + 160);
                System.arraycopy(frame, 0, all, all.length - 160, 160);
            }
            return all;
        }
    }

    /** In whole frames. */
    private static short[] samples(int from) {
        int length = SOUND.length - from;
        short[] samples = new short[(length + 159) / 160 * 160];
        for (int i = 0; i < length; i++) {
            samples[i] = MuLaw.decode(SOUND[from + i]);
        }
        return samples;
    }
}

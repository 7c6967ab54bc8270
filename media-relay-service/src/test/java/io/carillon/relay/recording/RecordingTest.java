package io.carillon.relay.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.carillon.protocol.media.Gain;
import io.carillon.protocol.media.MediaEvent.Recorded.End;
import io.carillon.protocol.media.RecordingLimits;
import io.carillon.relay.recording.Recording.Ended;
import io.carillon.relay.rtp.RtpHeader;
import io.carillon.sound.g711.MuLaw;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out of packets that came as a network brings them; a second is 50 packets, and 8,000 bytes. */
class RecordingTest {
    private static final RecordingLimits LIMITS = new RecordingLimits(Duration.ofMinutes(10), Duration.ZERO, 0);
    private static final int FRAME = Speaker.FRAME;
    /** Of µ-law. */
    private static final int LOUDEST = 32_124;

    private final Speaker speaker = new Speaker();
    private long lastPass = speaker.now();
    private Recording recording = new Recording(LIMITS, "#", Gain.NONE, Speaker.FORMATS, speaker.now());

    @Test
    void what_is_said_is_what_is_recorded() {
        hear(speaker.says(250));

        assertThat(recorded()).isEqualTo(speaker.said());
        assertThat(recording.length()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void each_half_second_is_a_chunk_at_once() {
        hear(speaker.says(25));

        assertThat(recording.chunk().orElseThrow()).hasSize(Chunk.BYTES);
        assertThat(recording.chunk()).isEmpty();
    }

    @Test
    void numbers_and_timestamps_may_run_over_and_begin_anew() {
        speaker.isAt(65_500, Integer.MAX_VALUE - 1_000);
        hear(speaker.says(100));
        speaker.isAt(40_000, -FRAME);
        hear(speaker.says(100));

        assertThat(recorded()).isEqualTo(speaker.said());
    }

    @Test
    void what_is_lost_is_silence_of_its_length() {
        List<Speaker.Sent> sent = speaker.says(100);
        sent.subList(40, 47).clear();
        hear(sent);

        byte[] expected = speaker.said();
        Speaker.silence(expected, 40, 47);
        assertThat(recorded()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void packets_that_are_doubled_late_and_out_of_order_are_put_right(long seed) {
        Random random = new Random(seed);
        List<Speaker.Sent> sent = speaker.says(500);
        List<Speaker.Sent> arriving = new ArrayList<>();
        for (Speaker.Sent packet : sent) {
            Duration late = Duration.ofMillis(random.nextInt(100));
            arriving.add(arriving.isEmpty() ? packet : packet.later(late));
            if (random.nextInt(10) == 0) {
                arriving.add(packet.later(late.plusMillis(random.nextInt(60))));
            }
        }
        Collections.sort(arriving);

        hear(arriving);

        assertThat(recorded()).isEqualTo(speaker.said());
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void a_lossy_network_leaves_every_word_that_arrives_in_its_place(long seed) {
        Random random = new Random(seed);
        List<Speaker.Sent> sent = speaker.says(500);
        byte[] expected = speaker.said();
        List<Speaker.Sent> arriving = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            if (i > 0 && i < sent.size() - 1 && random.nextInt(5) == 0) {
                Speaker.silence(expected, i, i + 1);
            } else {
                arriving.add(sent.get(i).later(Duration.ofMillis(i == 0 ? 0 : random.nextInt(60))));
            }
        }
        Collections.sort(arriving);

        hear(arriving);

        assertThat(recorded()).isEqualTo(expected);
    }

    @Test
    void a_network_that_held_everything_up_for_three_seconds_loses_none_of_it() {
        hear(speaker.says(50));
        List<Speaker.Sent> held = speaker.says(150);
        pass(held.getLast().at());
        for (Speaker.Sent packet : held) {
            recording.hear(packet.packet(), packet.payload(), held.getLast().at());
        }
        hear(speaker.says(50));

        byte[] recorded = recorded();
        assertThat(Speaker.withoutSilence(recorded)).isEqualTo(speaker.said());
        assertThat(recorded.length).isBetween(7 * 8_000, 9 * 8_000);
    }

    @Test
    void a_party_that_sends_nothing_while_it_is_silent_is_silent_for_as_long() {
        hear(speaker.says(50));
        speaker.isSilent(Duration.ofSeconds(7));
        hear(speaker.says(50));

        byte[] recorded = recorded();
        assertThat(recorded.length).isBetween(9 * 8_000 - FRAME, 9 * 8_000 + FRAME);
        assertThat(Speaker.withoutSilence(recorded)).isEqualTo(speaker.said());
    }

    @Test
    void so_is_one_whose_timestamps_stand_still_meanwhile() {
        hear(speaker.says(50));
        speaker.isAway(Duration.ofSeconds(7));
        hear(speaker.says(50));

        byte[] recorded = recorded();
        assertThat(recorded.length).isBetween(9 * 8_000 - 2 * FRAME, 9 * 8_000 + 2 * FRAME);
        assertThat(Speaker.withoutSilence(recorded)).isEqualTo(speaker.said());
    }

    @Test
    void comfort_noise_is_silence_from_there_on() {
        hear(speaker.says(50));
        hear(speaker.comfortNoise());
        speaker.isSilent(Duration.ofMillis(500));
        hear(speaker.says(50));

        byte[] recorded = recorded();
        assertThat(recorded.length).isBetween(20_000 - FRAME, 20_000 + FRAME);
        assertThat(Speaker.withoutSilence(recorded)).isEqualTo(speaker.said());
    }

    @Test
    void another_source_goes_on_where_the_last_one_was() {
        hear(speaker.says(50));
        speaker.becomesAnother();
        hear(speaker.says(50));

        assertThat(recorded()).isEqualTo(speaker.said());
    }

    @Test
    void timestamps_that_jump_by_hours_make_no_hours_of_silence() {
        hear(speaker.says(50));
        speaker.jumps(50_000_000);
        hear(speaker.says(50));

        assertThat(recorded()).isEqualTo(speaker.said());
    }

    @Test
    void the_numbers_of_keys_and_of_codecs_that_were_not_agreed_on_are_no_loss() {
        hear(speaker.says(50));
        hear(speaker.packets(101, 4));
        hear(speaker.packets(97, 3));
        hear(speaker.says(50));

        byte[] recorded = recorded();
        assertThat(recorded).hasSize(2 * 8_000 + 7 * FRAME);
        assertThat(Speaker.withoutSilence(recorded)).isEqualTo(speaker.said());
    }

    @Test
    void the_longest_is_kept_to_the_sample() {
        recording = new Recording(
                new RecordingLimits(Duration.ofMillis(1_010), Duration.ZERO, 0),
                "#",
                Gain.NONE,
                Speaker.FORMATS,
                speaker.now());
        hear(speaker.says(100));

        assertThat(recording.ended()).contains(new Ended(End.LONGEST, Optional.empty()));
        assertThat(chunks()).hasSize(1_010 * 8);
    }

    @Test
    void silence_that_is_sent_ends_it_as_well_and_a_word_begins_the_count_anew() {
        recording = new Recording(
                new RecordingLimits(Duration.ofMinutes(1), Duration.ofSeconds(2), 128),
                "#",
                Gain.NONE,
                Speaker.FORMATS,
                speaker.now());
        hear(speaker.quietly(99));
        hear(speaker.says(1));
        hear(speaker.quietly(99));
        assertThat(recording.ended()).isEmpty();

        hear(speaker.quietly(1));

        assertThat(recording.ended()).contains(new Ended(End.SILENCE, Optional.empty()));
        assertThat(recording.length()).isEqualTo(Duration.ofSeconds(4));
        assertThat(recording.silence()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void what_waits_for_a_lost_packet_is_there_at_the_end() {
        List<Speaker.Sent> sent = speaker.says(30);
        sent.remove(27);
        sent.forEach(packet -> recording.hear(packet.packet(), packet.payload(), packet.at()));

        recording.keyDown('5');
        recording.keyDown('#');

        byte[] expected = speaker.said();
        Speaker.silence(expected, 27, 28);
        assertThat(recording.ended()).contains(new Ended(End.KEY, Optional.of('#')));
        assertThat(recording.silence()).isZero();
        assertThat(chunks()).isEqualTo(expected);
    }

    @Test
    void a_packet_without_payload_is_nothing() {
        ByteBuffer cutOff = ByteBuffer.allocate(16).put(0, (byte) 0x9f).put(1, (byte) 0);

        recording.hear(cutOff, RtpHeader.payloadLength(cutOff), speaker.now());

        assertThat(recorded()).isEmpty();
    }

    @Test
    void it_ends_once() {
        recording.stop(End.LEFT);
        recording.keyDown('#');

        assertThat(recording.ended()).contains(new Ended(End.LEFT, Optional.empty()));
        assertThat(recording.length()).isZero();
        assertThat(recording.chunk()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void whatever_packets_come_it_ends_at_the_longest(long seed) {
        Random random = new Random(seed);
        long at = speaker.now();
        for (int i = 0; i < 100_000 && recording.ended().isEmpty(); i++) {
            at += random.nextInt(40_000_000);
            Speaker.Sent packet = Speaker.anything(random, at);
            recording.hear(packet.packet(), packet.payload(), at);
            recording.pass(at);
        }

        assertThat(recording.ended()).contains(new Ended(End.LONGEST, Optional.empty()));
        assertThat(chunks()).hasSize(600 * 8_000);
    }

    @Test
    void a_party_of_which_nothing_comes_any_more_has_left() {
        hear(speaker.says(50));

        pass(lastPass + Recording.GONE.plusSeconds(2).toNanos());

        assertThat(recording.ended()).contains(new Ended(End.LEFT, Optional.empty()));
        assertThat(recording.length().minus(recording.silence()))
                .isCloseTo(Duration.ofSeconds(1), Duration.ofMillis(20));
    }

    @ParameterizedTest
    @CsvSource({"6, 1.995", "-6, 0.501", "20, 10"})
    void a_gain_makes_it_as_much_louder_as_its_decibels_say(int decibels, double times) {
        recording = new Recording(LIMITS, "#", new Gain(decibels), Speaker.FORMATS, speaker.now());
        hear(speaker.hums(50, 2_000));

        assertThat(level(recorded()) / level(speaker.said())).isCloseTo(times, withinPercentage(2));
    }

    @Test
    void what_would_be_too_loud_is_as_loud_as_can_be_and_keeps_its_sign() {
        recording = new Recording(LIMITS, "#", new Gain(24), Speaker.FORMATS, speaker.now());
        hear(speaker.hums(50, 20_000));

        byte[] recorded = recorded();
        for (int i = 0; i < recorded.length; i++) {
            short said = MuLaw.decode(speaker.said()[i]);
            if (Math.abs(said) > 3_000) {
                assertThat(MuLaw.decode(recorded[i])).isEqualTo((short) (Math.signum(said) * LOUDEST));
            }
        }
    }

    @Test
    void what_is_made_louder_is_no_silence_any_more() {
        recording = new Recording(
                new RecordingLimits(Duration.ofMinutes(1), Duration.ofSeconds(2), 128),
                "#",
                new Gain(6),
                Speaker.FORMATS,
                speaker.now());
        hear(speaker.quietly(200));

        assertThat(recording.ended()).isEmpty();
    }

    /** The root of the mean of its squares. */
    private static double level(byte[] sound) {
        double squares = 0;
        for (byte code : sound) {
            double sample = MuLaw.decode(code);
            squares += sample * sample;
        }
        return Math.sqrt(squares / sound.length);
    }

    private void hear(List<Speaker.Sent> packets) {
        for (Speaker.Sent packet : packets) {
            pass(packet.at());
            recording.hear(packet.packet(), packet.payload(), packet.at());
        }
    }

    /** As often as its owner tells it. */
    private void pass(long until) {
        while (lastPass + 250_000_000 <= until) {
            lastPass += 250_000_000;
            recording.pass(lastPass);
        }
    }

    private byte[] recorded() {
        recording.stop(End.STOPPED);
        return chunks();
    }

    private byte[] chunks() {
        var all = new ByteArrayOutputStream();
        for (var chunk = recording.chunk(); chunk.isPresent(); chunk = recording.chunk()) {
            all.writeBytes(chunk.get());
        }
        return all.toByteArray();
    }
}

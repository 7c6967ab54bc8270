package io.carillon.relay.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sdp.Encoding;
import io.carillon.protocol.sdp.Format;
import io.carillon.sound.g711.ALaw;
import io.carillon.sound.g711.MuLaw;
import io.carillon.sound.gsm.GsmEncoder;
import io.carillon.testkit.sound.Tone;
import io.carillon.testkit.sound.ToneCheck;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecodingTest {
    private static final Tone TONE = new Tone(440);
    private static final int SECOND = 8_000;
    private static final int FRAME = 160;

    private final Decoding decoding = new Decoding();

    @BeforeEach
    void threeCodecs() {
        decoding.follow(Speaker.FORMATS);
    }

    @Test
    void mu_law_a_law_and_gsm_say_what_was_said() {
        short[] said = TONE.samples(0, SECOND, SECOND);
        byte[] muLaw = new byte[SECOND];
        byte[] aLaw = new byte[SECOND];
        byte[] gsm = new byte[SECOND / FRAME * GsmEncoder.FRAME_BYTES];
        GsmEncoder encoder = new GsmEncoder();
        for (int i = 0; i < SECOND; i++) {
            muLaw[i] = MuLaw.encode(said[i]);
            aLaw[i] = ALaw.encode(said[i]);
        }
        for (int i = 0; i < SECOND / FRAME; i++) {
            encoder.encode(said, i * FRAME, gsm, i * GsmEncoder.FRAME_BYTES);
        }

        assertThat(share(decode(0, muLaw))).isGreaterThan(0.95);
        assertThat(share(decode(8, aLaw))).isGreaterThan(0.95);
        assertThat(share(decode(3, gsm))).isGreaterThan(0.9);
    }

    @Test
    void gsm_that_is_cut_short_is_as_many_frames_as_are_whole() {
        assertThat(decode(3, new byte[2 * GsmEncoder.FRAME_BYTES - 1])).hasSize(FRAME);
    }

    @Test
    void what_was_not_agreed_on_is_nothing() {
        assertThat(decode(97, new byte[FRAME])).isEmpty();
    }

    @Test
    void after_another_agreement_numbers_mean_what_they_mean_now() {
        decoding.follow(List.of(new Format(96, new Encoding("PCMU", 8_000, 1), Optional.empty())));

        assertThat(decode(96, new byte[FRAME])).hasSize(FRAME);
        assertThat(decode(8, new byte[FRAME])).isEmpty();
    }

    @Test
    void a_party_that_speaks_none_of_ours_cannot_be_recorded() {
        assertThat(Decoding.knows(List.of(new Format(96, new Encoding("speex", 8_000, 1), Optional.empty()))))
                .isFalse();
    }

    private short[] decode(int payloadType, byte[] payload) {
        return decoding.decode(new SpeechPacket(1, 1, 1, payloadType, payload));
    }

    private static double share(short[] heard) {
        assertThat(heard).hasSize(SECOND);
        return ToneCheck.of(heard, SECOND).shareOf(TONE);
    }
}

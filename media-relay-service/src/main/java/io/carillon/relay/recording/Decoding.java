package io.carillon.relay.recording;

import io.carillon.protocol.sdp.Format;
import io.carillon.sound.g711.ALaw;
import io.carillon.sound.g711.MuLaw;
import io.carillon.sound.gsm.GsmDecoder;
import io.carillon.sound.gsm.GsmEncoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A party's packets turned into samples at 8 kHz: G.711 (RFC 3551 §4.5.14) and GSM 06.10 (§4.5.8). A GSM decoder remembers
 * what it has decoded, so packets have to come in order. Owner: the session's loop.
 */
final class Decoding {
    private static final int NUMBERS = 128;

    /** RFC 3389 §4: at 8 kHz, agreed on or not. */
    private static final int COMFORT_NOISE = 13;

    private static final String COMFORT_NOISE_NAME = "CN";
    private static final short[] NOTHING = {};

    private final Map<Integer, Decoder> decoders = new HashMap<>();
    private final boolean[] comfortNoise = new boolean[NUMBERS];
    private List<Format> formats = List.of();

    @FunctionalInterface
    private interface Decoder {
        short[] decode(byte[] payload);
    }

    /** Whether any of these is one of ours. */
    static boolean knows(List<Format> formats) {
        return formats.stream().anyMatch(format -> decoder(format).isPresent());
    }

    /** From now on the party sends these. */
    void follow(List<Format> agreed) {
        if (agreed.equals(formats)) {
            return;
        }
        formats = agreed;
        decoders.clear();
        Arrays.fill(comfortNoise, false);
        comfortNoise[COMFORT_NOISE] = true;
        for (Format format : agreed) {
            decoder(format).ifPresent(decoder -> decoders.put(format.payloadType(), decoder));
            comfortNoise[format.payloadType()] |= format.encoding().name().equalsIgnoreCase(COMFORT_NOISE_NAME);
        }
    }

    boolean isComfortNoise(int payloadType) {
        return comfortNoise[payloadType];
    }

    /** Its samples; none where it is nothing of ours. */
    short[] decode(SpeechPacket packet) {
        Decoder decoder = decoders.get(packet.payloadType());
        return decoder == null ? NOTHING : decoder.decode(packet.payload());
    }

    private static Optional<Decoder> decoder(Format format) {
        return switch (format.codecName()) {
            case "ulaw" -> Optional.of(Decoding::muLaw);
            case "alaw" -> Optional.of(Decoding::aLaw);
            case "gsm" -> Optional.of(gsm());
            default -> Optional.empty();
        };
    }

    private static short[] muLaw(byte[] payload) {
        short[] samples = new short[payload.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = MuLaw.decode(payload[i]);
        }
        return samples;
    }

    private static short[] aLaw(byte[] payload) {
        short[] samples = new short[payload.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = ALaw.decode(payload[i]);
        }
        return samples;
    }

    private static Decoder gsm() {
        GsmDecoder gsm = new GsmDecoder();
        return payload -> {
            int frames = payload.length / GsmEncoder.FRAME_BYTES;
            short[] samples = new short[frames * GsmEncoder.FRAME_SAMPLES];
            for (int i = 0; i < frames; i++) {
                var _ = gsm.decode(payload, i * GsmEncoder.FRAME_BYTES, samples, i * GsmEncoder.FRAME_SAMPLES);
            }
            return samples;
        };
    }
}

package io.carillon.relay.session;

import io.carillon.protocol.sdp.Format;
import io.carillon.sound.g711.ALaw;
import io.carillon.sound.g711.MuLaw;
import io.carillon.sound.gsm.GsmEncoder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Sound, written as one format of a party has it (RFC 3551 §4.5): a frame of 20 ms a packet. */
final class Speech {
    /** Of G.711. */
    static final int LONGEST_FRAME = 160;

    private final int payloadType;
    private final Writer writer;

    @FunctionalInterface
    private interface Writer {
        /** Appends a frame of 160 samples. */
        void write(short[] samples, ByteBuffer packet);
    }

    private Speech(int payloadType, Writer writer) {
        this.payloadType = payloadType;
        this.writer = writer;
    }

    /** The first of these that we can write; it remembers what it has written, and so serves one stream. */
    static Optional<Speech> of(List<Format> formats) {
        return formats.stream()
                .flatMap(format ->
                        writer(format.codecName()).map(writer -> new Speech(format.payloadType(), writer)).stream())
                .findFirst();
    }

    private static Optional<Writer> writer(String codec) {
        return switch (codec) {
            case "ulaw" -> Optional.of(Speech::muLaw);
            case "alaw" -> Optional.of(Speech::aLaw);
            case "gsm" -> Optional.of(gsm());
            default -> Optional.empty();
        };
    }

    private static void muLaw(short[] samples, ByteBuffer packet) {
        for (short sample : samples) {
            packet.put(MuLaw.encode(sample));
        }
    }

    private static void aLaw(short[] samples, ByteBuffer packet) {
        for (short sample : samples) {
            packet.put(ALaw.encode(sample));
        }
    }

    private static Writer gsm() {
        GsmEncoder encoder = new GsmEncoder();
        byte[] frame = new byte[GsmEncoder.FRAME_BYTES];
        return (samples, packet) -> {
            encoder.encode(samples, 0, frame, 0);
            packet.put(frame);
        };
    }

    int payloadType() {
        return payloadType;
    }

    void write(short[] samples, ByteBuffer packet) {
        writer.write(samples, packet);
    }
}

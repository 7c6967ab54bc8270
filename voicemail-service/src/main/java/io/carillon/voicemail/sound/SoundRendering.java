package io.carillon.voicemail.sound;

import io.carillon.config.voicemail.MailSettings.Format;
import io.carillon.sound.SoundReader;
import io.carillon.sound.WavEncoding;
import io.carillon.sound.WavWriter;
import io.carillon.sound.g711.ALaw;
import io.carillon.sound.g711.MuLaw;
import io.carillon.sound.gsm.GsmEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Stored sound in the format that is asked for, of which the size is known beforehand.
 *
 * @param samples how many there are
 */
public record SoundRendering(Format format, long samples) {
    private static final int FRAME = SoundReader.FRAME_SAMPLES;

    /** Bytes of the whole. */
    public long size() {
        return switch (format) {
            case WAV -> wav(WavEncoding.PCM);
            case WAV_GSM -> wav(WavEncoding.GSM);
            case GSM -> (samples + FRAME - 1) / FRAME * GsmEncoder.FRAME_BYTES;
            case MU_LAW, A_LAW -> samples;
        };
    }

    private long wav(WavEncoding encoding) {
        long data = encoding.bytes(samples);
        return WavWriter.header(encoding, samples).length + data + (data & 1);
    }

    public String mediaType() {
        return switch (format) {
            case WAV, WAV_GSM -> "audio/wav";
            case GSM -> "audio/x-gsm";
            case MU_LAW -> "audio/basic";
            case A_LAW -> "audio/x-alaw-basic";
        };
    }

    /** What a file of it is called by, without the dot. */
    public String extension() {
        return switch (format) {
            case WAV, WAV_GSM -> "wav";
            case GSM -> "gsm";
            case MU_LAW -> "ulaw";
            case A_LAW -> "alaw";
        };
    }

    /**
     * Writes a part of it, and leaves both streams open.
     *
     * @param stored µ-law at 8 kHz; should it end early, silence follows, for the size was told
     * @param first byte of the whole
     * @param end the byte behind the last one
     */
    public void write(InputStream stored, OutputStream out, long first, long end) throws IOException {
        OutputStream part = new Part(out, first, end);
        switch (format) {
            case WAV -> wav(stored, part, WavEncoding.PCM);
            case WAV_GSM -> wav(stored, part, WavEncoding.GSM);
            case GSM -> gsm(stored, part);
            case MU_LAW -> law(stored, part, false);
            case A_LAW -> law(stored, part, true);
        }
    }

    private void wav(InputStream stored, OutputStream out, WavEncoding encoding) throws IOException {
        short[] frame = new short[FRAME];
        try (WavWriter writer = new WavWriter(out, encoding, samples)) {
            for (long left = samples; left > 0; left -= FRAME) {
                read(stored, frame);
                writer.write(frame, (int) Math.min(FRAME, left));
            }
        }
    }

    private void gsm(InputStream stored, OutputStream out) throws IOException {
        short[] frame = new short[FRAME];
        byte[] coded = new byte[GsmEncoder.FRAME_BYTES];
        GsmEncoder encoder = new GsmEncoder();
        for (long left = samples; left > 0; left -= FRAME) {
            read(stored, frame);
            encoder.encode(frame, 0, coded, 0);
            out.write(coded);
        }
    }

    private void law(InputStream stored, OutputStream out, boolean aLaw) throws IOException {
        byte[] block = new byte[FRAME];
        for (long left = samples; left > 0; left -= FRAME) {
            fill(stored, block);
            for (int i = 0; aLaw && i < block.length; i++) {
                block[i] = ALaw.encode(MuLaw.decode(block[i]));
            }
            out.write(block, 0, (int) Math.min(FRAME, left));
        }
    }

    private static void read(InputStream stored, short[] frame) throws IOException {
        byte[] block = new byte[FRAME];
        fill(stored, block);
        for (int i = 0; i < FRAME; i++) {
            frame[i] = MuLaw.decode(block[i]);
        }
    }

    private static void fill(InputStream stored, byte[] block) throws IOException {
        int got = stored.readNBytes(block, 0, block.length);
        Arrays.fill(block, got, block.length, MuLaw.SILENCE);
    }

    /** Lets pass what lies within the range. */
    private static final class Part extends OutputStream {
        private final OutputStream out;
        private final long first;
        private final long end;
        private long position;

        Part(OutputStream out, long first, long end) {
            this.out = out;
            this.first = first;
            this.end = end;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int at, int count) throws IOException {
            long from = Math.max(first, position);
            long to = Math.min(end, position + count);
            if (from < to) {
                out.write(bytes, at + (int) (from - position), (int) (to - from));
            }
            position += count;
        }
    }
}

package io.carillon.testkit.sound;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A WAV file of 16-bit linear sound, one channel: what real phones play and record. A recording that is still being
 * written is read to the end of the file, for its header may tell of what was there when it was paused; where even the
 * header is to be filled in later (linphone), it is taken for telephone sound at 8000 Hz.
 */
public final class Wav {

    private static final int HEADER = 44;
    private static final short LINEAR = 1;
    private static final int TELEPHONE_RATE = 8000;

    private final short[] pcm;
    private final int sampleRate;

    private Wav(short[] pcm, int sampleRate) {
        this.pcm = pcm;
        this.sampleRate = sampleRate;
    }

    /** {@code length} seconds of a tone at 8000 Hz. */
    public static Wav tone(Tone tone, int seconds) {
        return new Wav(tone.samples(0, seconds * TELEPHONE_RATE, TELEPHONE_RATE), TELEPHONE_RATE);
    }

    public Path write(Path file) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(HEADER + 2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("RIFF")).putInt(HEADER - 8 + 2 * pcm.length).put(ascii("WAVEfmt "));
        out.putInt(16).putShort(LINEAR).putShort((short) 1);
        out.putInt(sampleRate).putInt(2 * sampleRate).putShort((short) 2).putShort((short) 16);
        out.put(ascii("data")).putInt(2 * pcm.length);
        for (short sample : pcm) {
            out.putShort(sample);
        }
        return Files.write(file, out.array());
    }

    /** @throws IOException also when the file holds anything but 16-bit linear sound of one channel */
    public static Wav read(Path file) throws IOException {
        return of(file.toString(), Files.readAllBytes(file));
    }

    /** The same, of a file's bytes. */
    public static Wav of(byte[] file) throws IOException {
        return of("this", file);
    }

    private static Wav of(String file, byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() >= HEADER && in.getLong(0) == 0) {
            in.position(HEADER);
            return new Wav(samples(in, in.remaining()), TELEPHONE_RATE);
        }
        if (in.remaining() < HEADER || !chunkName(in).equals("RIFF")) {
            throw new IOException(file + " is no WAV file (" + in.capacity() + " bytes)");
        }
        in.position(12);
        int rate = 0;
        while (in.remaining() >= 8) {
            String name = chunkName(in);
            int length = in.getInt();
            if (name.equals("fmt ")) {
                rate = sampleRate(file, in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN));
            } else if (name.equals("data")) {
                return new Wav(samples(in, in.remaining()), rate);
            }
            in.position(in.position() + Math.min(length, in.remaining()));
        }
        throw new IOException(file + " has no data chunk");
    }

    public ToneCheck listen() {
        return ToneCheck.of(pcm, sampleRate);
    }

    private static int sampleRate(String file, ByteBuffer format) throws IOException {
        if (format.getShort(0) != LINEAR || format.getShort(2) != 1 || format.getShort(14) != 16) {
            throw new IOException(file + " is not 16-bit linear sound of one channel");
        }
        return format.getInt(4);
    }

    private static short[] samples(ByteBuffer in, int bytes) {
        short[] pcm = new short[bytes / 2];
        in.slice(in.position(), bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(pcm);
        return pcm;
    }

    private static String chunkName(ByteBuffer in) {
        byte[] name = new byte[4];
        in.get(name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package io.carillon.voicemail.sound;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bytes as they are stored: deflated (RFC 1951), without header or checksum, since PostgreSQL has its own. */
final class Deflated {
    private Deflated() {}

    static byte[] of(byte[] plain) {
        try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(plain);
            deflater.finish();
            // Noise grows: five bytes a stored block of 16 KB and more.
            byte[] out = new byte[plain.length + plain.length / 1000 + 64];
            int length = 0;
            while (!deflater.finished()) {
                length += deflater.deflate(out, length, out.length - length);
            }
            return Arrays.copyOf(out, length);
        }
    }

    /** @param length of what comes out */
    static byte[] inflate(byte[] deflated, int length) {
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(deflated);
            byte[] plain = new byte[length];
            int filled = 0;
            while (filled < length) {
                int got = inflater.inflate(plain, filled, length - filled);
                if (got == 0) {
                    throw new IllegalStateException("a stored chunk has " + filled + " samples instead of " + length);
                }
                filled += got;
            }
            return plain;
        } catch (DataFormatException broken) {
            throw new IllegalStateException("a stored chunk is no deflated sound", broken);
        }
    }
}

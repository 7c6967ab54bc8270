package io.carillon.sound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What stands before the sound of a RIFF WAVE file. */
sealed interface WavHeader {
    /** Bytes of chunks that are passed over: cover pictures and the like. */
    int MOST_SKIPPED = 16 * 1024 * 1024;

    int LEAST_RATE = 4000;
    int MOST_RATE = 192_000;
    int MOST_CHANNELS = 8;

    /**
     * The stream stands at the sound's first byte.
     *
     * @param length bytes of sound, or {@link Long#MAX_VALUE} where the writer did not know
     */
    record Sound(Encoding encoding, int channels, int rate, long length) implements WavHeader {}

    /** It is no sound that we can read. */
    record Refused(String why) implements WavHeader {}

    static WavHeader read(InputStream bytes) throws IOException {
        byte[] riff = bytes.readNBytes(12);
        if (riff.length < 12 || !id(riff, 0).equals("RIFF") || !id(riff, 8).equals("WAVE")) {
            return new Refused("is not a WAV file");
        }
        WavHeader format = new Refused("has its sound before its format");
        long skipped = 0;
        while (true) {
            byte[] chunk = bytes.readNBytes(8);
            if (chunk.length < 8) {
                return new Refused("has no sound chunk");
            }
            long length = little(chunk).getInt(4) & 0xFFFFFFFFL;
            if (id(chunk, 0).equals("data")) {
                return format instanceof Sound sound ? withLength(sound, length) : format;
            }
            skipped += length;
            if (skipped > MOST_SKIPPED) {
                return new Refused("has more than " + MOST_SKIPPED + " bytes before its sound");
            }
            long padded = length + (length & 1);
            if (id(chunk, 0).equals("fmt ")) {
                format = format(bytes.readNBytes((int) padded));
                if (format instanceof Refused) {
                    return format;
                }
            } else {
                bytes.skipNBytes(padded);
            }
        }
    }

    private static WavHeader format(byte[] chunk) {
        if (chunk.length < 16) {
            return new Refused("has a format of " + chunk.length + " bytes");
        }
        ByteBuffer fields = little(chunk);
        int tag = fields.getShort(0) & 0xFFFF;
        if (tag == 0xFFFE && chunk.length >= 26) {
            tag = fields.getShort(24) & 0xFFFF;
        }
        int channels = fields.getShort(2) & 0xFFFF;
        int rate = fields.getInt(4);
        int bits = fields.getShort(14) & 0xFFFF;
        if (channels < 1 || channels > MOST_CHANNELS || rate < LEAST_RATE || rate > MOST_RATE) {
            return new Refused("has " + channels + " channels at " + rate + " Hz");
        }
        return encoding(tag, bits, channels, rate);
    }

    private static WavHeader encoding(int tag, int bits, int channels, int rate) {
        if (tag == 1 && bits == 16) {
            return new Sound(Encoding.SIGNED_16, channels, rate, 0);
        }
        if (tag == 1 && bits == 8) {
            return new Sound(Encoding.UNSIGNED_8, channels, rate, 0);
        }
        if (tag == 6 && bits == 8) {
            return new Sound(Encoding.A_LAW, channels, rate, 0);
        }
        if (tag == 7 && bits == 8) {
            return new Sound(Encoding.MU_LAW, channels, rate, 0);
        }
        if (tag == 49 && channels == 1) {
            return new Sound(Encoding.GSM_MICROSOFT, 1, rate, 0);
        }
        return new Refused("has sound of format " + tag + " with " + bits + " bits, " + channels
                + " channels; PCM of 8 or 16 bits, A-law, µ-law and GSM can be read");
    }

    private static Sound withLength(Sound sound, long length) {
        boolean unknown = length == 0 || length == 0xFFFFFFFFL;
        return new Sound(sound.encoding, sound.channels, sound.rate, unknown ? Long.MAX_VALUE : length);
    }

    private static String id(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

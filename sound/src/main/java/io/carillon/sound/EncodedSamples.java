package io.carillon.sound;

import java.io.IOException;
import java.io.InputStream;

/**
 * Decodes a stream of samples, a few frames at a time; several channels become one, their mean. A last block that is cut
 * short is dropped.
 */
final class EncodedSamples implements SampleSource {
    /** Bytes read at once, about: 0.1 s of the widest files. */
    private static final int CHUNK = 8192;

    private final InputStream bytes;
    private final Encoding encoding;
    private final Encoding.Decoder decoder;
    private final int channels;
    private final byte[] chunk;
    private final short[] decoded;
    private long left;
    private int ready;
    private int taken;

    /** @param length bytes of sound in the stream; what follows them is something else */
    EncodedSamples(InputStream bytes, Encoding encoding, int channels, long length) {
        this.bytes = bytes;
        this.encoding = encoding;
        this.channels = channels;
        this.left = length;
        decoder = encoding.decoder();
        int group = encoding.blockBytes * channels;
        chunk = new byte[CHUNK / group * group];
        decoded = new short[chunk.length / encoding.blockBytes * encoding.blockSamples];
    }

    @Override
    public int read(short[] into, int at, int length) throws IOException {
        if (taken == ready) {
            fill();
        }
        int count = Math.min(length, ready - taken);
        System.arraycopy(decoded, taken, into, at, count);
        taken += count;
        return count;
    }

    private void fill() throws IOException {
        int wanted = (int) Math.min(chunk.length, left);
        int got = bytes.readNBytes(chunk, 0, wanted);
        left = got < wanted ? 0 : left - got;
        int blocks = got / encoding.blockBytes / channels * channels;
        for (int i = 0; i < blocks; i++) {
            decoder.decode(chunk, i * encoding.blockBytes, decoded, i * encoding.blockSamples);
        }
        taken = 0;
        ready = mix(blocks * encoding.blockSamples);
    }

    private int mix(int samples) {
        if (channels == 1) {
            return samples;
        }
        int mixed = samples / channels;
        for (int i = 0; i < mixed; i++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += decoded[i * channels + channel];
            }
            decoded[i] = (short) (sum / channels);
        }
        return mixed;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}

package io.carillon.sound;

import io.carillon.sound.g711.ALaw;
import io.carillon.sound.g711.MuLaw;
import io.carillon.sound.gsm.GsmEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes samples at 8 kHz as a WAV file. The length stands in the header, so it is told first: whoever streams knows it, and
 * {@link #header} alone serves whoever has the bytes. One thread at a time.
 */
public final class WavWriter implements AutoCloseable {
    private final OutputStream out;
    private final WavEncoding encoding;
    private final long samples;
    private final GsmEncoder gsm = new GsmEncoder();
    private final short[] pending;
    private final byte[] block;
    private int waiting;
    private long written;

    /** @param samples how many will be written */
    public WavWriter(OutputStream out, WavEncoding encoding, long samples) throws IOException {
        this.out = out;
        this.encoding = encoding;
        this.samples = samples;
        pending = new short[encoding.encoding.blockSamples];
        block = new byte[encoding.encoding.blockBytes];
        out.write(header(encoding, samples));
    }

    /** All that stands before the sound. */
    public static byte[] header(WavEncoding encoding, long samples) {
        boolean plain = encoding == WavEncoding.PCM;
        boolean blocks = encoding == WavEncoding.GSM;
        int formatLength = plain ? 16 : blocks ? 20 : 18;
        int factLength = plain ? 0 : 12;
        long data = encoding.bytes(samples);
        long riff = 4 + 8 + formatLength + factLength + 8 + data + (data & 1);
        if (riff > 0xFFFFFFFFL) {
            throw new IllegalArgumentException("a WAV file holds at most 4 GiB, not " + samples + " samples");
        }
        ByteBuffer header =
                ByteBuffer.allocate(12 + 8 + formatLength + factLength + 8).order(ByteOrder.LITTLE_ENDIAN);
        header.put(id("RIFF")).putInt((int) riff).put(id("WAVE"));
        header.put(id("fmt ")).putInt(formatLength).putShort((short) encoding.tag);
        header.putShort((short) 1).putInt(SoundReader.RATE);
        header.putInt((int) encoding.bytes(SoundReader.RATE));
        header.putShort((short) encoding.align).putShort((short) encoding.bits);
        if (blocks) {
            header.putShort((short) 2).putShort((short) encoding.encoding.blockSamples);
        } else if (!plain) {
            header.putShort((short) 0);
        }
        if (!plain) {
            header.put(id("fact")).putInt(4).putInt((int) samples);
        }
        return header.put(id("data")).putInt((int) data).array();
    }

    /** The first {@code count} samples of the frame. */
    public void write(short[] frame, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            pending[waiting] = frame[i];
            waiting++;
            if (waiting == pending.length) {
                writeBlock();
            }
        }
        written += count;
    }

    private void writeBlock() throws IOException {
        switch (encoding) {
            case PCM -> {
                block[0] = (byte) pending[0];
                block[1] = (byte) (pending[0] >> 8);
            }
            case A_LAW -> block[0] = ALaw.encode(pending[0]);
            case MU_LAW -> block[0] = MuLaw.encode(pending[0]);
            case GSM -> gsm.encodeMicrosoft(pending, 0, block, 0);
        }
        out.write(block);
        waiting = 0;
    }

    /**
     * Ends the file and leaves the stream open.
     *
     * @throws IllegalStateException not as many samples came as were told
     */
    @Override
    public void close() throws IOException {
        if (waiting > 0) {
            Arrays.fill(pending, waiting, pending.length, (short) 0);
            writeBlock();
        }
        if ((encoding.bytes(samples) & 1) == 1) {
            out.write(0);
        }
        if (written != samples) {
            throw new IllegalStateException(samples + " samples were told, " + written + " came");
        }
    }

    private static byte[] id(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }
}

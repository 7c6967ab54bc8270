package io.carillon.sound.gsm;

import java.util.Arrays;

/**
 * What one frame is coded as (EN 300 961 table 1.1): 8 log-area ratios, and 17 numbers for each of 4 subframes: lag, gain,
 * grid, block maximum, 13 pulses.
 */
final class Parameters {
    static final int SUBFRAMES = 4;
    static final int SUBFRAME_SAMPLES = 40;
    static final int PULSES = 13;
    /** The upper half of the first byte of a frame in RTP and in files. */
    private static final int SIGNATURE = 0xD;

    private static final int[] RATIO_BITS = {6, 6, 5, 5, 4, 4, 3, 3};

    final int[] ratios = new int[8];
    final int[] lag = new int[SUBFRAMES];
    final int[] gain = new int[SUBFRAMES];
    final int[] grid = new int[SUBFRAMES];
    final int[] maximum = new int[SUBFRAMES];
    final int[][] pulses = new int[SUBFRAMES][PULSES];

    /** 33 bytes, the most significant bit first. */
    void pack(byte[] into, int at) {
        Arrays.fill(into, at, at + GsmEncoder.FRAME_BYTES, (byte) 0);
        BitWriter bits = new BitWriter(into, at * 8, true);
        bits.put(SIGNATURE, 4);
        put(bits);
    }

    private void put(BitWriter bits) {
        for (int i = 0; i < ratios.length; i++) {
            bits.put(ratios[i], RATIO_BITS[i]);
        }
        for (int sub = 0; sub < SUBFRAMES; sub++) {
            bits.put(lag[sub], 7);
            bits.put(gain[sub], 2);
            bits.put(grid[sub], 2);
            bits.put(maximum[sub], 6);
            for (int pulse : pulses[sub]) {
                bits.put(pulse, 3);
            }
        }
    }

    /** False when the bytes do not begin like a frame; they are read all the same. */
    boolean unpack(byte[] from, int at) {
        BitReader bits = new BitReader(from, at * 8, true);
        boolean signed = bits.take(4) == SIGNATURE;
        take(bits);
        return signed;
    }

    /** Microsoft's order: 260 bits, the least significant first, without a signature. */
    void unpackMicrosoft(byte[] from, int bit) {
        take(new BitReader(from, bit, false));
    }

    /** Into bytes that are all 0. */
    void packMicrosoft(byte[] into, int bit) {
        put(new BitWriter(into, bit, false));
    }

    private void take(BitReader bits) {
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = bits.take(RATIO_BITS[i]);
        }
        for (int sub = 0; sub < SUBFRAMES; sub++) {
            lag[sub] = bits.take(7);
            gain[sub] = bits.take(2);
            grid[sub] = bits.take(2);
            maximum[sub] = bits.take(6);
            for (int i = 0; i < PULSES; i++) {
                pulses[sub][i] = bits.take(3);
            }
        }
    }

    private static final class BitWriter {
        private final byte[] bytes;
        private final boolean highFirst;
        private int bit;

        BitWriter(byte[] bytes, int bit, boolean highFirst) {
            this.bytes = bytes;
            this.bit = bit;
            this.highFirst = highFirst;
        }

        void put(int value, int width) {
            for (int i = 0; i < width; i++, bit++) {
                int one = (value >> (highFirst ? width - 1 - i : i)) & 1;
                int shift = highFirst ? 7 - (bit & 7) : bit & 7;
                bytes[bit >> 3] = (byte) (bytes[bit >> 3] | (one << shift));
            }
        }
    }

    private static final class BitReader {
        private final byte[] bytes;
        private final boolean highFirst;
        private int bit;

        BitReader(byte[] bytes, int bit, boolean highFirst) {
            this.bytes = bytes;
            this.bit = bit;
            this.highFirst = highFirst;
        }

        int take(int width) {
            int value = 0;
            for (int i = 0; i < width; i++, bit++) {
                int shift = highFirst ? 7 - (bit & 7) : bit & 7;
                int one = (bytes[bit >> 3] >> shift) & 1;
                value = highFirst ? (value << 1) | one : value | (one << i);
            }
            return value;
        }
    }
}

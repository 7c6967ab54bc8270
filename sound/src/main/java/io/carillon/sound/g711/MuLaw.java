package io.carillon.sound.g711;

/** ITU-T G.711 µ-law (PCMU, RFC 3551 §4.5.14). Samples of 16 bits, of which it keeps 14. */
public final class MuLaw {
    /** A digital silence. */
    public static final byte SILENCE = (byte) 0xFF;

    private static final int BIAS = 0x84;
    private static final int MOST = 32635;
    private static final short[] LINEAR = table();

    private MuLaw() {}

    public static short decode(byte code) {
        return LINEAR[code & 0xFF];
    }

    public static byte encode(short sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int size = Math.min(sample < 0 ? -sample : sample, MOST) + BIAS;
        int segment = 24 - Integer.numberOfLeadingZeros(size);
        int step = (size >> (segment + 3)) & 0x0F;
        return (byte) ~(sign | (segment << 4) | step);
    }

    private static short[] table() {
        short[] linear = new short[256];
        for (int code = 0; code < linear.length; code++) {
            int bits = ~code;
            int size = ((((bits & 0x0F) << 3) + BIAS) << ((bits & 0x70) >> 4)) - BIAS;
            linear[code] = (short) ((bits & 0x80) == 0 ? size : -size);
        }
        return linear;
    }
}

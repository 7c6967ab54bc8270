package io.carillon.sound.g711;

/** ITU-T G.711 A-law (PCMA, RFC 3551 §4.5.14). Samples of 16 bits, of which it keeps 13. */
public final class ALaw {
    private static final int EVEN_BITS = 0x55;
    private static final short[] LINEAR = table();

    private ALaw() {}

    public static short decode(byte code) {
        return LINEAR[code & 0xFF];
    }

    public static byte encode(short sample) {
        int sign = sample < 0 ? 0 : 0x80;
        int size = (sample < 0 ? ~sample : sample) >> 4;
        int segment = Math.max(0, 28 - Integer.numberOfLeadingZeros(size));
        int step = segment == 0 ? size : (size >> (segment - 1)) & 0x0F;
        return (byte) ((sign | (segment << 4) | step) ^ EVEN_BITS);
    }

    private static short[] table() {
        short[] linear = new short[256];
        for (int code = 0; code < linear.length; code++) {
            int bits = code ^ EVEN_BITS;
            int segment = (bits & 0x70) >> 4;
            int size = ((bits & 0x0F) << 4) + 8;
            if (segment > 0) {
                size = (size + 0x100) << (segment - 1);
            }
            linear[code] = (short) ((bits & 0x80) == 0 ? -size : size);
        }
        return linear;
    }
}

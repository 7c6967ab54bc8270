package io.carillon.testkit.sound;

/**
 * ITU-T G.711, both laws, written for the test kit alone: a phone that judges our codecs must not share a mistake with
 * them. Samples are 16-bit linear at 8000 Hz.
 */
public enum G711 {
    MU_LAW {
        @Override
        byte encode(short sample) {
            int magnitude = Math.min(Math.abs((int) sample), MU_CLIP) + MU_BIAS;
            int exponent = highestBit(magnitude) - 7;
            int mantissa = (magnitude >> (exponent + 3)) & 0xf;
            return (byte) ~((sample < 0 ? 0x80 : 0) | exponent << 4 | mantissa);
        }

        @Override
        short decode(byte coded) {
            int bits = ~coded & 0xff;
            int magnitude = ((((bits & 0xf) << 3) + MU_BIAS) << (bits >> 4 & 7)) - MU_BIAS;
            return (short) ((bits & 0x80) == 0 ? magnitude : -magnitude);
        }
    },
    A_LAW {
        @Override
        byte encode(short sample) {
            int magnitude = sample < 0 ? ~sample : sample;
            int exponent = magnitude < 256 ? 0 : highestBit(magnitude) - 7;
            int mantissa = (magnitude >> (exponent == 0 ? 4 : exponent + 3)) & 0xf;
            return (byte) (((sample < 0 ? 0 : 0x80) | exponent << 4 | mantissa) ^ A_TOGGLE);
        }

        @Override
        short decode(byte coded) {
            int bits = (coded ^ A_TOGGLE) & 0xff;
            int exponent = bits >> 4 & 7;
            int mantissa = (bits & 0xf) << 4;
            int magnitude = exponent == 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1);
            return (short) ((bits & 0x80) == 0 ? -magnitude : magnitude);
        }
    };

    private static final int MU_BIAS = 0x84;
    private static final int MU_CLIP = Short.MAX_VALUE - MU_BIAS;
    /** Every other bit of A-law is inverted on the line. */
    private static final int A_TOGGLE = 0x55;

    abstract byte encode(short sample);

    abstract short decode(byte coded);

    public byte[] encode(short[] pcm) {
        byte[] coded = new byte[pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            coded[i] = encode(pcm[i]);
        }
        return coded;
    }

    public short[] decode(byte[] coded) {
        short[] pcm = new short[coded.length];
        for (int i = 0; i < coded.length; i++) {
            pcm[i] = decode(coded[i]);
        }
        return pcm;
    }

    private static int highestBit(int value) {
        return 31 - Integer.numberOfLeadingZeros(value);
    }
}

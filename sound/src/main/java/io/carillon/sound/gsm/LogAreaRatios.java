package io.carillon.sound.gsm;

/**
 * The filter of the vocal tract as log-area ratios (EN 300 961 §5.2.6 to 5.2.9): coded, decoded, and smoothed between two
 * frames. State: the ratios of the frame before.
 */
final class LogAreaRatios {
    static final int ORDER = 8;

    private static final int[] FACTOR = {20480, 20480, 20480, 20480, 13964, 15360, 8534, 9036};
    private static final int[] OFFSET = {0, 0, 2048, -2560, 94, -1792, -341, -1144};
    private static final int[] INVERSE = {13107, 13107, 13107, 13107, 19223, 17476, 31454, 29708};
    private static final int[] LEAST = {-32, -32, -16, -16, -8, -8, -4, -4};
    private static final int[] MOST = {31, 31, 15, 15, 7, 7, 3, 3};
    /** Where the stretches of one smoothing end within a frame. */
    private static final int[] STRETCH_ENDS = {13, 27, 40, 160};

    private int[] before = new int[ORDER];
    private int[] current = new int[ORDER];

    static int stretches() {
        return STRETCH_ENDS.length;
    }

    static int end(int stretch) {
        return STRETCH_ENDS[stretch];
    }

    /** Reflection coefficients become what is sent. */
    static void encode(int[] reflection, int[] coded) {
        for (int i = 0; i < ORDER; i++) {
            int ratio = ratio(reflection[i]);
            int quantised = Fixed.add(Fixed.add(Fixed.multiply(FACTOR[i], ratio), OFFSET[i]), 256) >> 9;
            coded[i] = Math.clamp(quantised, LEAST[i], MOST[i]) - LEAST[i];
        }
    }

    private static int ratio(int reflection) {
        int size = Fixed.magnitude(reflection);
        if (size < 22118) {
            size >>= 1;
        } else if (size < 31130) {
            size -= 11059;
        } else {
            size = (size - 26112) << 2;
        }
        return Fixed.withSignOf(reflection, size);
    }

    /** Another frame begins. */
    void decode(int[] coded) {
        int[] next = before;
        before = current;
        current = next;
        for (int i = 0; i < ORDER; i++) {
            int value = Fixed.subtract((coded[i] + LEAST[i]) << 10, OFFSET[i] << 1);
            int ratio = Fixed.multiplyRounded(INVERSE[i], value);
            current[i] = Fixed.add(ratio, ratio);
        }
    }

    /** The reflection coefficients of one stretch of the frame. */
    void reflection(int stretch, int[] into) {
        for (int i = 0; i < ORDER; i++) {
            int smoothed = smoothed(stretch, before[i], current[i]);
            int size = Fixed.magnitude(smoothed);
            if (size < 11059) {
                size <<= 1;
            } else if (size < 20070) {
                size += 11059;
            } else {
                size = Fixed.add(size >> 2, 26112);
            }
            into[i] = Fixed.withSignOf(smoothed, size);
        }
    }

    private static int smoothed(int stretch, int before, int current) {
        return switch (stretch) {
            case 0 -> Fixed.add(Fixed.add(before >> 2, current >> 2), before >> 1);
            case 1 -> Fixed.add(before >> 1, current >> 1);
            case 2 -> Fixed.add(Fixed.add(before >> 2, current >> 2), current >> 1);
            default -> current;
        };
    }
}

package io.carillon.sound.gsm;

/** The pitch of a subframe (EN 300 961 §5.2.11 and 5.2.12): the lag at which the past resembles it most, and how much. */
final class LongTermPrediction {
    static final int LEAST_LAG = 40;
    static final int MOST_LAG = 120;

    private static final int[] DECISION = {6554, 16384, 26214};
    private static final int[] GAIN = {3277, 11469, 21299, 32767};

    private final int[] scaled = new int[Parameters.SUBFRAME_SAMPLES];
    private int lag;
    private int gain;

    int lag() {
        return lag;
    }

    int gain() {
        return gain;
    }

    static int factor(int gain) {
        return GAIN[gain];
    }

    /**
     * @param residual of the frame, at {@code from} the subframe's
     * @param past rebuilt residual, at {@code at} the subframe's first to be
     */
    void analyse(int[] residual, int from, int[] past, int at) {
        int loudest = 0;
        for (int i = 0; i < scaled.length; i++) {
            loudest = Math.max(loudest, Fixed.magnitude(residual[from + i]));
        }
        int headroom = loudest == 0 ? 0 : Fixed.norm(loudest << 16);
        int scale = loudest == 0 || headroom > 6 ? 0 : 6 - headroom;
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = residual[from + i] >> scale;
        }
        int best = findLag(past, at);
        gain = quantise((best << 1) >> (6 - scale), past, at);
    }

    private int findLag(int[] past, int at) {
        int best = 0;
        lag = LEAST_LAG;
        for (int candidate = LEAST_LAG; candidate <= MOST_LAG; candidate++) {
            int sum = 0;
            for (int i = 0; i < scaled.length; i++) {
                sum += scaled[i] * past[at + i - candidate];
            }
            if (sum > best) {
                best = sum;
                lag = candidate;
            }
        }
        return best;
    }

    private int quantise(int likeness, int[] past, int at) {
        int power = 0;
        for (int i = 0; i < scaled.length; i++) {
            int sample = past[at + i - lag] >> 3;
            power += sample * sample;
        }
        power <<= 1;
        if (likeness <= 0) {
            return 0;
        }
        if (likeness >= power) {
            return GAIN.length - 1;
        }
        int shift = Fixed.norm(power);
        int likeWord = (likeness << shift) >> 16;
        int powerWord = (power << shift) >> 16;
        int code = 0;
        while (code < DECISION.length && likeWord > Fixed.multiply(powerWord, DECISION[code])) {
            code++;
        }
        return code;
    }
}

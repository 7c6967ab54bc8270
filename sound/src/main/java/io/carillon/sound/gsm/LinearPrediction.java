package io.carillon.sound.gsm;

import java.util.Arrays;

/** Finds the reflection coefficients of a frame (EN 300 961 §5.2.4 and 5.2.5): autocorrelation, then Schur's recursion. */
final class LinearPrediction {
    private static final int ORDER = LogAreaRatios.ORDER;

    private final int[] correlation = new int[ORDER + 1];
    private final int[] p = new int[ORDER + 1];
    private final int[] k = new int[ORDER + 1];

    /** Scales the samples down and up again where they are loud, which costs them their lowest bits: the standard does so. */
    void analyse(int[] samples, int[] reflection) {
        autocorrelate(samples);
        Arrays.fill(reflection, 0);
        if (correlation[0] != 0) {
            recurse(reflection);
        }
    }

    private void autocorrelate(int[] samples) {
        int loudest = 0;
        for (int sample : samples) {
            loudest = Math.max(loudest, Fixed.magnitude(sample));
        }
        int scale = loudest == 0 ? 0 : 4 - Fixed.norm(loudest << 16);
        if (scale > 0) {
            int factor = 16384 >> (scale - 1);
            for (int i = 0; i < samples.length; i++) {
                samples[i] = Fixed.multiplyRounded(samples[i], factor);
            }
        }
        for (int lag = 0; lag <= ORDER; lag++) {
            int sum = 0;
            for (int i = lag; i < samples.length; i++) {
                sum += samples[i] * samples[i - lag];
            }
            correlation[lag] = sum << 1;
        }
        if (scale > 0) {
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) (samples[i] << scale);
            }
        }
    }

    private void recurse(int[] reflection) {
        int shift = Fixed.norm(correlation[0]);
        for (int i = 0; i <= ORDER; i++) {
            p[i] = (correlation[i] << shift) >> 16;
            k[i] = p[i];
        }
        for (int n = 0; n < ORDER; n++) {
            int size = Fixed.magnitude(p[1]);
            if (p[0] < size) {
                return;
            }
            int r = Fixed.withSignOf(-p[1], Fixed.divide(size, p[0]));
            reflection[n] = r;
            p[0] = Fixed.add(p[0], Fixed.multiplyRounded(p[1], r));
            for (int m = 1; m < ORDER - n; m++) {
                p[m] = Fixed.add(p[m + 1], Fixed.multiplyRounded(k[m], r));
                k[m] = Fixed.add(k[m], Fixed.multiplyRounded(p[m + 1], r));
            }
        }
    }
}

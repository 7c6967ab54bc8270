package io.carillon.sound.gsm;

import java.util.Arrays;

/**
 * What no prediction explains, as 13 pulses on one of four grids (EN 300 961 §5.2.13 to 5.2.17 and 5.3.1): weighted, chosen,
 * quantised by the block's maximum, and back.
 */
final class PulseExcitation {
    private static final int[] WEIGHT = {-134, -374, 0, 2054, 5741, 8192, 5741, 2054, 0, -374, -134};
    private static final int[] INVERSE_MANTISSA = {29128, 26215, 23832, 21846, 20165, 18725, 17476, 16384};
    private static final int[] MANTISSA = {18431, 20479, 22527, 24575, 26623, 28671, 30719, 32767};
    private static final int GRIDS = 4;
    private static final int GRID_STEP = 3;
    private static final int MARGIN = WEIGHT.length / 2;

    private final int[] padded = new int[Parameters.SUBFRAME_SAMPLES + 2 * MARGIN];
    private final int[] weighted = new int[Parameters.SUBFRAME_SAMPLES];
    private int exponent;
    private int mantissa;

    /** Codes the error of a subframe. */
    void encode(int[] error, Parameters into, int sub) {
        weigh(error);
        int grid = loudestGrid();
        into.grid[sub] = grid;
        int loudest = 0;
        for (int i = 0; i < Parameters.PULSES; i++) {
            loudest = Math.max(loudest, Fixed.magnitude(weighted[grid + GRID_STEP * i]));
        }
        into.maximum[sub] = codeMaximum(loudest);
        split(into.maximum[sub]);
        for (int i = 0; i < Parameters.PULSES; i++) {
            int pulse = (short) (weighted[grid + GRID_STEP * i] << (6 - exponent));
            into.pulses[sub][i] = (Fixed.multiply(pulse, INVERSE_MANTISSA[mantissa]) >> 12) + 4;
        }
    }

    /** Rebuilds the error of a subframe. */
    void decode(Parameters from, int sub, int[] error) {
        split(from.maximum[sub]);
        int shift = 6 - exponent;
        int half = shift == 0 ? 0 : 1 << (shift - 1);
        Arrays.fill(error, 0);
        for (int i = 0; i < Parameters.PULSES; i++) {
            int pulse = (2 * from.pulses[sub][i] - 7) << 12;
            int value = Fixed.add(Fixed.multiplyRounded(MANTISSA[mantissa], pulse), half);
            error[from.grid[sub] + GRID_STEP * i] = value >> shift;
        }
    }

    private void weigh(int[] error) {
        System.arraycopy(error, 0, padded, MARGIN, error.length);
        for (int k = 0; k < weighted.length; k++) {
            int sum = 4096;
            for (int i = 0; i < WEIGHT.length; i++) {
                sum += padded[k + i] * WEIGHT[i];
            }
            weighted[k] = Fixed.saturate(sum >> 13);
        }
    }

    private int loudestGrid() {
        int loudest = 0;
        int best = 0;
        for (int grid = 0; grid < GRIDS; grid++) {
            int energy = 0;
            for (int i = 0; i < Parameters.PULSES; i++) {
                int sample = weighted[grid + GRID_STEP * i] >> 2;
                energy += sample * sample;
            }
            energy <<= 1;
            if (energy > loudest) {
                loudest = energy;
                best = grid;
            }
        }
        return best;
    }

    private static int codeMaximum(int loudest) {
        int scale = Math.min(6, 32 - Integer.numberOfLeadingZeros(loudest >> 9));
        return (loudest >> (scale + 5)) + (scale << 3);
    }

    private void split(int maximum) {
        exponent = maximum > 15 ? (maximum >> 3) - 1 : 0;
        mantissa = maximum - (exponent << 3);
        if (mantissa == 0) {
            exponent = -4;
            mantissa = 7;
            return;
        }
        while (mantissa <= 7) {
            mantissa = (mantissa << 1) | 1;
            exponent--;
        }
        mantissa -= 8;
    }
}

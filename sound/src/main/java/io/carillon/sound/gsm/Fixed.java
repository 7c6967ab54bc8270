package io.carillon.sound.gsm;

/** The arithmetic of EN 300 961 §5.1: 16-bit words that saturate, in Java's ints. */
final class Fixed {
    private static final int MAX_WORD = 32767;
    private static final int MIN_WORD = -32768;

    private Fixed() {}

    static int saturate(int value) {
        return Math.clamp(value, MIN_WORD, MAX_WORD);
    }

    static int add(int a, int b) {
        return saturate(a + b);
    }

    static int subtract(int a, int b) {
        return saturate(a - b);
    }

    /** The product of two fractions, cut off. */
    static int multiply(int a, int b) {
        return saturate((a * b) >> 15);
    }

    /** The product of two fractions, rounded. */
    static int multiplyRounded(int a, int b) {
        return saturate((a * b + 16384) >> 15);
    }

    static int magnitude(int a) {
        return a == MIN_WORD ? MAX_WORD : Math.abs(a);
    }

    static int addLong(int a, int b) {
        return Math.clamp((long) a + b, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** How far a number other than 0 can be shifted left without losing its sign. */
    static int norm(int a) {
        return Integer.numberOfLeadingZeros(a < 0 ? ~a : a) - 1;
    }

    /** A fraction of 15 bits; {@code 0 <= numerator <= denominator}. */
    static int divide(int numerator, int denominator) {
        int quotient = 0;
        int rest = numerator;
        for (int bit = 0; bit < 15; bit++) {
            quotient <<= 1;
            rest <<= 1;
            if (rest >= denominator) {
                rest -= denominator;
                quotient++;
            }
        }
        return quotient;
    }

    static int withSignOf(int sign, int magnitude) {
        return sign < 0 ? -magnitude : magnitude;
    }
}

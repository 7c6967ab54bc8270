package io.carillon.testkit.sound;

/**
 * A steady sine, the voice of a test phone: each phone of a test gets its own frequency, so that whoever hears it knows
 * who speaks. Multiples of 20 Hz fall on the middle of {@link ToneCheck}'s windows.
 *
 * @param hertz the frequency, from 100 to 3400 Hz (what a telephone carries)
 */
public record Tone(int hertz) {

    /** Ten decibels under full scale: loud enough to be told from noise, far from clipping in any codec. */
    private static final double AMPLITUDE = Short.MAX_VALUE * Math.pow(10, -10 / 20.0);

    public Tone {
        if (hertz < 100 || hertz > 3400) {
            throw new IllegalArgumentException("a tone of " + hertz + " Hz does not pass through a telephone");
        }
    }

    /** Samples {@code from … from + count - 1} of the sine; consecutive calls join without a click. */
    public short[] samples(long from, int count, int sampleRate) {
        short[] pcm = new short[count];
        for (int i = 0; i < count; i++) {
            // The phase is taken within one second, where a sine of whole hertz repeats, so that it stays exact for
            // hours.
            double phase = 2 * Math.PI * hertz * ((from + i) % sampleRate) / sampleRate;
            pcm[i] = (short) Math.round(AMPLITUDE * Math.sin(phase));
        }
        return pcm;
    }

    @Override
    public String toString() {
        return hertz + " Hz";
    }
}

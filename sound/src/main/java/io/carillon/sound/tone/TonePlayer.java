package io.carillon.sound.tone;

import io.carillon.sound.SoundReader;
import java.util.Arrays;

/** Makes the samples of a tone. State: which beat, and how far into it. */
final class TonePlayer implements SoundReader {
    /** −10 dBm0 a frequency, the middle of what ITU-T E.180 asks for. */
    private static final int AMPLITUDE = 7190;

    private static final double MODULATION_DEPTH = 0.9;
    /** One second of 1 Hz: every whole frequency is a walk through it. */
    private static final double[] SINE = sine();

    private final Tone tone;
    private int beat;
    private long sample;

    TonePlayer(Tone tone) {
        this.tone = tone;
    }

    @Override
    public int read(short[] frame) {
        int filled = 0;
        while (filled < FRAME_SAMPLES && beat < tone.beats().size()) {
            Beat now = tone.beats().get(beat);
            long left = now.endless() ? FRAME_SAMPLES : (long) now.milliseconds() * RATE / 1000 - sample;
            int count = (int) Math.min(left, FRAME_SAMPLES - filled);
            for (int i = 0; i < count; i++, sample++) {
                frame[filled + i] = value(now, sample);
            }
            filled += count;
            if (!now.endless() && count == left) {
                next();
            }
        }
        Arrays.fill(frame, filled, FRAME_SAMPLES, (short) 0);
        return filled;
    }

    private void next() {
        sample = 0;
        beat++;
        if (beat == tone.beats().size()) {
            beat = tone.repeatFrom();
        }
    }

    private static short value(Beat beat, long sample) {
        double first = sine(beat.first(), sample);
        double second = sine(beat.second(), sample);
        double sum = beat.modulated() ? first * (1 + MODULATION_DEPTH * second) : first + second;
        return (short) Math.round(sum * AMPLITUDE);
    }

    private static double sine(int hertz, long sample) {
        return SINE[(int) (hertz * sample % RATE)];
    }

    private static double[] sine() {
        double[] second = new double[RATE];
        for (int i = 0; i < RATE; i++) {
            second[i] = Math.sin(2 * Math.PI * i / RATE);
        }
        return second;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}

package io.carillon.testkit.sound;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Says what is to be heard in a piece of sound: which tone, how loud, for which share of the time, and how much is
 * silence. The sound is cut into windows of 50 ms; a window holds a tone when Goertzel's filter finds most of the
 * window's energy at its frequency.
 */
public final class ToneCheck {

    private static final int WINDOWS_PER_SECOND = 20;

    /** A pure tone gives 1, one that is 20 Hz away 0, white noise about 0.005, two equal tones 0.5 each. */
    private static final double TONE_ENERGY_SHARE = 0.7;

    /** Below this level (of full scale) a window counts as silence; comfort noise and dither lie below it. */
    private static final double SILENCE_DB = -50;

    /** Where {@link #toString()} looks for the tones that it names. */
    private static final int LOWEST_HERTZ = 100;

    private static final int HIGHEST_HERTZ = 3400;

    private final short[] pcm;
    private final int sampleRate;
    private final int window;

    private ToneCheck(short[] pcm, int sampleRate) {
        this.pcm = pcm;
        this.sampleRate = sampleRate;
        this.window = sampleRate / WINDOWS_PER_SECOND;
    }

    public static ToneCheck of(short[] pcm, int sampleRate) {
        return new ToneCheck(pcm.clone(), sampleRate);
    }

    public Duration length() {
        return Duration.ofMillis(pcm.length * 1000L / sampleRate);
    }

    /** The share of the time, from 0 to 1, in which this tone and little else is heard. */
    public double shareOf(Tone tone) {
        int with = 0;
        for (int w = 0; w < windows(); w++) {
            if (holds(w, tone.hertz())) {
                with++;
            }
        }
        return share(with);
    }

    /** The share of the time, from 0 to 1, that is silent. */
    public double silence() {
        int silent = 0;
        for (int w = 0; w < windows(); w++) {
            if (levelOf(w) < SILENCE_DB) {
                silent++;
            }
        }
        return share(silent);
    }

    /** The mean level in decibels of full scale; {@link Double#NEGATIVE_INFINITY} for digital silence. */
    public double level() {
        return decibels(energy(0, pcm.length), pcm.length);
    }

    /** Only the last part of the sound, at most {@code length} of it. */
    public ToneCheck last(Duration length) {
        int samples = (int) Math.min(pcm.length, length.toMillis() * sampleRate / 1000);
        return new ToneCheck(Arrays.copyOfRange(pcm, pcm.length - samples, pcm.length), sampleRate);
    }

    /** Only what comes after the first {@code length} of the sound. */
    public ToneCheck after(Duration length) {
        int skipped = (int) Math.min(pcm.length, length.toMillis() * sampleRate / 1000);
        return new ToneCheck(Arrays.copyOfRange(pcm, skipped, pcm.length), sampleRate);
    }

    /** What a person would say after listening, for failure messages: {@code "2.0 s: 440 Hz 95 %, silence 5 %"}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%.1f s:", pcm.length / (double) sampleRate));
        for (int hertz = LOWEST_HERTZ; hertz <= HIGHEST_HERTZ; hertz += WINDOWS_PER_SECOND) {
            double share = shareOf(new Tone(hertz));
            if (share >= 0.02) {
                text.append(String.format(Locale.ROOT, " %d Hz %.0f %%,", hertz, share * 100));
            }
        }
        return text.append(String.format(Locale.ROOT, " silence %.0f %%, %.0f dBFS", silence() * 100, level()))
                .toString();
    }

    private int windows() {
        return pcm.length / window;
    }

    private double share(int some) {
        return windows() == 0 ? 0 : (double) some / windows();
    }

    private boolean holds(int w, int hertz) {
        double energy = energy(w * window, window);
        return decibels(energy, window) >= SILENCE_DB
                && 2 * goertzel(w * window, hertz) / (window * energy) >= TONE_ENERGY_SHARE;
    }

    private double levelOf(int w) {
        return decibels(energy(w * window, window), window);
    }

    private double energy(int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += (double) pcm[i] * pcm[i];
        }
        return sum;
    }

    private static double decibels(double energy, int count) {
        return count == 0 ? Double.NEGATIVE_INFINITY : 20 * Math.log10(Math.sqrt(energy / count) / Short.MAX_VALUE);
    }

    /** The squared magnitude of one frequency in a window. */
    private double goertzel(int from, int hertz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / sampleRate);
        double previous = 0;
        double beforeThat = 0;
        for (int i = from; i < from + window; i++) {
            double now = pcm[i] + coefficient * previous - beforeThat;
            beforeThat = previous;
            previous = now;
        }
        return previous * previous + beforeThat * beforeThat - coefficient * previous * beforeThat;
    }
}

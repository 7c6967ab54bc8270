package io.carillon.sound;

import java.io.IOException;

/**
 * Brings samples of any rate to 8 kHz: a windowed sinc that passes up to 3.6 kHz and stops what would fold back. State: one
 * window of input.
 */
final class Resampler implements SampleSource {
    /** Zero crossings of the sinc at each side: 60 dB and more beyond the band. */
    private static final int CROSSINGS = 16;
    /** Positions between two samples of input; the usual rates need at most 80, others take the nearest. */
    private static final int MOST_PHASES = 512;
    /** The share of the band that passes whole. */
    private static final double PASS = 0.9;

    private final SampleSource source;
    private final int rate;
    private final int phases;
    private final int half;
    private final float[][] filter;
    private final short[] input;
    /** Index within {@link #input} of the sample that the next output stands at or after. */
    private int position;
    /** How far behind that sample the next output stands, in 1/8000 of the distance of two input samples. */
    private int fraction;

    private int filled;
    private boolean over;
    private int padding;

    private Resampler(SampleSource source, int rate) {
        this.source = source;
        this.rate = rate;
        phases = Math.min(MOST_PHASES, SoundReader.RATE / greatestDivisor(rate, SoundReader.RATE));
        double narrowing = Math.min(1.0, (double) SoundReader.RATE / rate);
        half = (int) Math.ceil(CROSSINGS / narrowing);
        filter = new float[phases + 1][];
        for (int phase = 0; phase <= phases; phase++) {
            filter[phase] = taps((double) phase / phases, narrowing * PASS);
        }
        input = new short[4 * half + 4096];
        position = half;
        filled = half;
        padding = half;
    }

    static SampleSource to8k(SampleSource source, int rate) {
        return rate == SoundReader.RATE ? source : new Resampler(source, rate);
    }

    private float[] taps(double shift, double cutoff) {
        float[] taps = new float[2 * half + 1];
        double sum = 0;
        for (int i = 0; i < taps.length; i++) {
            double x = i - half - shift;
            double angle = Math.PI * x * cutoff;
            double sinc = Math.abs(angle) < 1e-9 ? 1 : Math.sin(angle) / angle;
            double edge = Math.clamp(x / (half + 1), -1, 1) * Math.PI;
            double window = 0.42 + 0.5 * Math.cos(edge) + 0.08 * Math.cos(2 * edge);
            taps[i] = (float) (sinc * window);
            sum += taps[i];
        }
        for (int i = 0; i < taps.length; i++) {
            taps[i] = (float) (taps[i] / sum);
        }
        return taps;
    }

    @Override
    public int read(short[] into, int at, int length) throws IOException {
        int made = 0;
        while (made < length && reach(position + half)) {
            into[at + made] = next();
            made++;
        }
        return made;
    }

    private short next() {
        float[] taps = filter[Math.round((float) fraction * phases / SoundReader.RATE)];
        float sum = 0;
        for (int i = 0; i < taps.length; i++) {
            sum += taps[i] * input[position - half + i];
        }
        fraction += rate;
        position += fraction / SoundReader.RATE;
        fraction %= SoundReader.RATE;
        return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    /** Reads until the sample at that index is there; at the end of the source there is half a window of silence. */
    private boolean reach(int index) throws IOException {
        int wanted = index;
        while (filled <= wanted) {
            if (filled == input.length) {
                int gone = position - half;
                System.arraycopy(input, gone, input, 0, filled - gone);
                filled -= gone;
                position = half;
                wanted -= gone;
            }
            int read = over ? 0 : source.read(input, filled, input.length - filled);
            if (read == 0) {
                over = true;
                if (padding == 0) {
                    return false;
                }
                input[filled] = 0;
                padding--;
                read = 1;
            }
            filled += read;
        }
        return true;
    }

    private static int greatestDivisor(int a, int b) {
        return b == 0 ? a : greatestDivisor(b, a % b);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}

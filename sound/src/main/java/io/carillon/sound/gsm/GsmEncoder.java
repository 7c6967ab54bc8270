package io.carillon.sound.gsm;

import java.util.Arrays;

/**
 * Codes 8 kHz speech as GSM 06.10 full rate (EN 300 961 §5.2), bit for bit as the standard's own program. State: the filters'
 * memories; one encoder a stream, one thread at a time.
 */
public final class GsmEncoder {
    /** 20 ms at 8 kHz. */
    public static final int FRAME_SAMPLES = 160;
    /** A frame of RTP and of a {@code .gsm} file. */
    public static final int FRAME_BYTES = 33;

    private static final int HISTORY = LongTermPrediction.MOST_LAG;

    private final Parameters parameters = new Parameters();
    private final LogAreaRatios ratios = new LogAreaRatios();
    private final LinearPrediction prediction = new LinearPrediction();
    private final LongTermPrediction pitch = new LongTermPrediction();
    private final PulseExcitation excitation = new PulseExcitation();

    private final int[] signal = new int[FRAME_SAMPLES];
    private final int[] reflection = new int[LogAreaRatios.ORDER];
    private final int[] lattice = new int[LogAreaRatios.ORDER];
    /** The rebuilt residual: three subframes of the past, then the four of this frame. */
    private final int[] rebuilt = new int[HISTORY + FRAME_SAMPLES];

    private final int[] predicted = new int[Parameters.SUBFRAME_SAMPLES];
    private final int[] error = new int[Parameters.SUBFRAME_SAMPLES];

    private int lastInput;
    private int offset;
    private int emphasised;

    /** 160 samples from {@code from} become 33 bytes at {@code at}. */
    public void encode(short[] samples, int from, byte[] into, int at) {
        analyse(samples, from);
        parameters.pack(into, at);
    }

    /** 320 samples become 65 bytes as a WAV file has them. */
    public void encodeMicrosoft(short[] samples, int from, byte[] into, int at) {
        Arrays.fill(into, at, at + GsmDecoder.MICROSOFT_BLOCK_BYTES, (byte) 0);
        analyse(samples, from);
        parameters.packMicrosoft(into, at * 8);
        analyse(samples, from + FRAME_SAMPLES);
        parameters.packMicrosoft(into, at * 8 + GsmDecoder.MICROSOFT_FRAME_BITS);
    }

    private void analyse(short[] samples, int from) {
        prepare(samples, from);
        prediction.analyse(signal, reflection);
        LogAreaRatios.encode(reflection, parameters.ratios);
        ratios.decode(parameters.ratios);
        removeVocalTract();
        for (int sub = 0; sub < Parameters.SUBFRAMES; sub++) {
            encodeSubframe(sub);
        }
        System.arraycopy(rebuilt, FRAME_SAMPLES, rebuilt, 0, HISTORY);
    }

    /** Takes a constant offset away and lifts the treble (§5.2.1 to 5.2.3). */
    private void prepare(short[] samples, int from) {
        for (int i = 0; i < FRAME_SAMPLES; i++) {
            int input = (samples[from + i] >> 3) << 2;
            int difference = input - lastInput;
            lastInput = input;
            int high = offset >> 15;
            int low = offset - (high << 15);
            int step = (difference << 15) + Fixed.multiplyRounded(low, 32735);
            offset = Fixed.addLong(high * 32735, step);
            int before = Fixed.multiplyRounded(emphasised, -28180);
            emphasised = Fixed.addLong(offset, 16384) >> 15;
            signal[i] = Fixed.add(emphasised, before);
        }
    }

    /** The short-term analysis filter (§5.2.10). */
    private void removeVocalTract() {
        int i = 0;
        for (int stretch = 0; stretch < LogAreaRatios.stretches(); stretch++) {
            ratios.reflection(stretch, reflection);
            for (; i < LogAreaRatios.end(stretch); i++) {
                int forward = signal[i];
                int backward = forward;
                for (int stage = 0; stage < reflection.length; stage++) {
                    int held = lattice[stage];
                    lattice[stage] = backward;
                    backward = Fixed.add(held, Fixed.multiplyRounded(reflection[stage], forward));
                    forward = Fixed.add(forward, Fixed.multiplyRounded(reflection[stage], held));
                }
                signal[i] = forward;
            }
        }
    }

    private void encodeSubframe(int sub) {
        int from = sub * Parameters.SUBFRAME_SAMPLES;
        int at = HISTORY + from;
        pitch.analyse(signal, from, rebuilt, at);
        parameters.lag[sub] = pitch.lag();
        parameters.gain[sub] = pitch.gain();
        int factor = LongTermPrediction.factor(pitch.gain());
        for (int i = 0; i < error.length; i++) {
            predicted[i] = Fixed.multiplyRounded(factor, rebuilt[at + i - pitch.lag()]);
            error[i] = Fixed.subtract(signal[from + i], predicted[i]);
        }
        excitation.encode(error, parameters, sub);
        excitation.decode(parameters, sub, error);
        for (int i = 0; i < error.length; i++) {
            rebuilt[at + i] = Fixed.add(error[i], predicted[i]);
        }
    }
}

package io.carillon.sound.gsm;

/**
 * Rebuilds 8 kHz speech from GSM 06.10 full rate (EN 300 961 §5.3), bit for bit as the standard's own program. Any 33 bytes
 * are some sound. State: the filters' memories; one decoder a stream, one thread at a time.
 */
public final class GsmDecoder {
    /** Two frames of a WAV file of Microsoft's kind. */
    public static final int MICROSOFT_BLOCK_BYTES = 65;

    private static final int HISTORY = LongTermPrediction.MOST_LAG;
    static final int MICROSOFT_FRAME_BITS = 260;

    private final Parameters parameters = new Parameters();
    private final LogAreaRatios ratios = new LogAreaRatios();
    private final PulseExcitation excitation = new PulseExcitation();
    private final int[] residual = new int[HISTORY + GsmEncoder.FRAME_SAMPLES];
    private final int[] error = new int[Parameters.SUBFRAME_SAMPLES];
    private final int[] reflection = new int[LogAreaRatios.ORDER];
    private final int[] lattice = new int[LogAreaRatios.ORDER + 1];
    private int lag = LongTermPrediction.LEAST_LAG;
    private int deemphasised;

    /**
     * 33 bytes from {@code from} become 160 samples at {@code at}.
     *
     * @return false when the bytes do not begin as a frame does
     */
    public boolean decode(byte[] frame, int from, short[] into, int at) {
        boolean signed = parameters.unpack(frame, from);
        synthesise(into, at);
        return signed;
    }

    /** 65 bytes of a WAV file from {@code from} become 320 samples at {@code at}. */
    public void decodeMicrosoft(byte[] block, int from, short[] into, int at) {
        parameters.unpackMicrosoft(block, from * 8);
        synthesise(into, at);
        parameters.unpackMicrosoft(block, from * 8 + MICROSOFT_FRAME_BITS);
        synthesise(into, at + GsmEncoder.FRAME_SAMPLES);
    }

    private void synthesise(short[] into, int at) {
        for (int sub = 0; sub < Parameters.SUBFRAMES; sub++) {
            rebuildResidual(sub);
        }
        ratios.decode(parameters.ratios);
        int i = 0;
        for (int stretch = 0; stretch < LogAreaRatios.stretches(); stretch++) {
            ratios.reflection(stretch, reflection);
            for (; i < LogAreaRatios.end(stretch); i++) {
                into[at + i] = finish(addVocalTract(residual[HISTORY + i]));
            }
        }
        System.arraycopy(residual, GsmEncoder.FRAME_SAMPLES, residual, 0, HISTORY);
    }

    /** The long-term synthesis filter (§5.3.2). A lag that cannot be is the last one that could. */
    private void rebuildResidual(int sub) {
        int sent = parameters.lag[sub];
        if (sent >= LongTermPrediction.LEAST_LAG && sent <= LongTermPrediction.MOST_LAG) {
            lag = sent;
        }
        int factor = LongTermPrediction.factor(parameters.gain[sub]);
        excitation.decode(parameters, sub, error);
        int at = HISTORY + sub * Parameters.SUBFRAME_SAMPLES;
        for (int i = 0; i < error.length; i++) {
            residual[at + i] = Fixed.add(error[i], Fixed.multiplyRounded(factor, residual[at + i - lag]));
        }
    }

    /** The short-term synthesis filter (§5.3.4). */
    private int addVocalTract(int sample) {
        int forward = sample;
        for (int stage = reflection.length - 1; stage >= 0; stage--) {
            forward = Fixed.subtract(forward, Fixed.multiplyRounded(reflection[stage], lattice[stage]));
            lattice[stage + 1] = Fixed.add(lattice[stage], Fixed.multiplyRounded(reflection[stage], forward));
        }
        lattice[0] = forward;
        return forward;
    }

    /** Treble back to what it was, and 13 bits (§5.3.5 to 5.3.7). */
    private short finish(int sample) {
        deemphasised = Fixed.add(sample, Fixed.multiplyRounded(deemphasised, 28180));
        return (short) (Fixed.add(deemphasised, deemphasised) & 0xFFF8);
    }
}

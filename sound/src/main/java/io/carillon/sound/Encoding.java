package io.carillon.sound;

import io.carillon.sound.g711.ALaw;
import io.carillon.sound.g711.MuLaw;
import io.carillon.sound.gsm.GsmDecoder;
import io.carillon.sound.gsm.GsmEncoder;

/** How samples stand in a file: in blocks of bytes that each hold some samples of one channel. */
enum Encoding {
    SIGNED_16(2, 1),
    UNSIGNED_8(1, 1),
    MU_LAW(1, 1),
    A_LAW(1, 1),
    GSM(GsmEncoder.FRAME_BYTES, GsmEncoder.FRAME_SAMPLES),
    GSM_MICROSOFT(GsmDecoder.MICROSOFT_BLOCK_BYTES, 2 * GsmEncoder.FRAME_SAMPLES);

    final int blockBytes;
    final int blockSamples;

    Encoding(int blockBytes, int blockSamples) {
        this.blockBytes = blockBytes;
        this.blockSamples = blockSamples;
    }

    /** Turns blocks into samples; GSM's keeps a memory, so that each stream needs its own. */
    Decoder decoder() {
        return switch (this) {
            case SIGNED_16 -> (block, at, into, to) -> into[to] = (short) ((block[at] & 0xFF) | (block[at + 1] << 8));
            case UNSIGNED_8 -> (block, at, into, to) -> into[to] = (short) (((block[at] & 0xFF) - 128) << 8);
            case MU_LAW -> (block, at, into, to) -> into[to] = MuLaw.decode(block[at]);
            case A_LAW -> (block, at, into, to) -> into[to] = ALaw.decode(block[at]);
            case GSM -> {
                GsmDecoder gsm = new GsmDecoder();
                yield gsm::decode;
            }
            case GSM_MICROSOFT -> {
                GsmDecoder gsm = new GsmDecoder();
                yield (block, at, into, to) -> gsm.decodeMicrosoft(block, at, into, to);
            }
        };
    }

    /** One block of bytes becomes its samples. */
    @FunctionalInterface
    interface Decoder {
        void decode(byte[] block, int at, short[] into, int to);
    }
}

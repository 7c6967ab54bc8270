package io.carillon.sound;

/** What a WAV file that we write holds, at 8 kHz, one channel. Constants: the format tag of RFC 2361. */
public enum WavEncoding {
    /** 16 bits: 16,000 bytes a second. */
    PCM(1, 16, 2, Encoding.SIGNED_16),
    A_LAW(6, 8, 1, Encoding.A_LAW),
    MU_LAW(7, 8, 1, Encoding.MU_LAW),
    /** Asterisk's wav49: 1,625 bytes a second. */
    GSM(49, 0, 65, Encoding.GSM_MICROSOFT);

    final int tag;
    final int bits;
    final int align;
    final Encoding encoding;

    WavEncoding(int tag, int bits, int align, Encoding encoding) {
        this.tag = tag;
        this.bits = bits;
        this.align = align;
        this.encoding = encoding;
    }

    /** Bytes of sound for so many samples; a last block that they do not fill counts whole. */
    public long bytes(long samples) {
        long blocks = (samples + encoding.blockSamples - 1) / encoding.blockSamples;
        return blocks * encoding.blockBytes;
    }
}

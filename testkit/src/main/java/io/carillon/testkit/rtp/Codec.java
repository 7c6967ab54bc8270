package io.carillon.testkit.rtp;

import io.carillon.testkit.sound.G711;
import io.carillon.testkit.sound.Tone;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A codec as a test phone speaks it: its name and payload number in SDP (RFC 3551 §6), and 20 ms of a tone in it. The two
 * laws of G.711 carry real sound; the others carry a pattern that names the tone, which proves that a payload was passed
 * through unchanged.
 *
 * @param clockRate of the RTP timestamp, in hertz
 * @param law how real sound is coded; empty for a pattern
 */
public record Codec(String name, int payloadType, int clockRate, Optional<G711> law) {

    public static final Codec PCMU = new Codec("PCMU", 0, 8000, Optional.of(G711.MU_LAW));
    public static final Codec PCMA = new Codec("PCMA", 8, 8000, Optional.of(G711.A_LAW));
    public static final Codec GSM = new Codec("GSM", 3, 8000, Optional.empty());
    public static final Codec G723 = new Codec("G723", 4, 8000, Optional.empty());
    public static final Codec G729 = new Codec("G729", 18, 8000, Optional.empty());
    public static final Codec SPEEX = new Codec("speex", 110, 8000, Optional.empty());
    public static final Codec ILBC = new Codec("iLBC", 97, 8000, Optional.empty());

    /** As many bytes as a GSM frame has: long enough to name the tone, as short as a compressed frame. */
    private static final int PATTERN_LENGTH = 33;

    /** The rtpmap value of SDP. */
    public String rtpmap() {
        return name + "/" + clockRate;
    }

    int samplesPerPacket() {
        return clockRate / RtpTalker.PACKETS_PER_SECOND;
    }

    byte[] encode(Tone tone, long position) {
        return law.map(coder -> coder.encode(tone.samples(position, samplesPerPacket(), clockRate)))
                .orElseGet(() -> pattern(tone));
    }

    byte[] pattern(Tone tone) {
        byte[] text = (name + " " + tone).getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOf(text, PATTERN_LENGTH);
    }
}

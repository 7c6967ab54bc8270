package io.carillon.protocol.sdp;

import java.util.Map;
import java.util.Optional;

/**
 * What {@code a=rtpmap} gives a payload number (RFC 8866 §6.6): {@code name/clockRate[/channels]}.
 *
 * @param name as written; compared without regard to case
 * @param clockRate timestamp units a second
 * @param channels 1 unless said otherwise
 */
public record Encoding(String name, int clockRate, int channels) {

    /** RFC 4733. */
    static final String TELEPHONE_EVENT = "telephone-event";

    /** RFC 3551 §6; 2 is reserved there since, but phones still mean G.726 by it. */
    private static final Map<Integer, Encoding> STATIC = Map.ofEntries(
            Map.entry(0, audio("PCMU", 8_000)),
            Map.entry(2, audio("G726-32", 8_000)),
            Map.entry(3, audio("GSM", 8_000)),
            Map.entry(4, audio("G723", 8_000)),
            Map.entry(5, audio("DVI4", 8_000)),
            Map.entry(6, audio("DVI4", 16_000)),
            Map.entry(7, audio("LPC", 8_000)),
            Map.entry(8, audio("PCMA", 8_000)),
            Map.entry(9, audio("G722", 8_000)),
            Map.entry(10, new Encoding("L16", 44_100, 2)),
            Map.entry(11, audio("L16", 44_100)),
            Map.entry(12, audio("QCELP", 8_000)),
            Map.entry(13, audio("CN", 8_000)),
            Map.entry(14, audio("MPA", 90_000)),
            Map.entry(15, audio("G728", 8_000)),
            Map.entry(16, audio("DVI4", 11_025)),
            Map.entry(17, audio("DVI4", 22_050)),
            Map.entry(18, audio("G729", 8_000)));

    static Encoding audio(String name, int clockRate) {
        return new Encoding(name, clockRate, 1);
    }

    /** The encoding a payload number has without {@code a=rtpmap}. */
    static Optional<Encoding> ofStatic(int payloadType) {
        return Optional.ofNullable(STATIC.get(payloadType));
    }

    public boolean isTelephoneEvent() {
        return name.equalsIgnoreCase(TELEPHONE_EVENT);
    }

    /** Whether both mean the same, however the name is written. */
    public boolean matches(Encoding other) {
        return name.equalsIgnoreCase(other.name) && clockRate == other.clockRate && channels == other.channels;
    }

    @Override
    public String toString() {
        return name + "/" + clockRate + (channels == 1 ? "" : "/" + channels);
    }
}

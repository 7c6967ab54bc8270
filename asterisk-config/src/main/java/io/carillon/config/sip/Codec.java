package io.carillon.config.sip;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A codec by the name that {@code allow} and {@code disallow} give it. The order of the constants is the order of
 * {@code allow=all}.
 */
public enum Codec {
    ULAW("ulaw", "PCMU", 8000),
    ALAW("alaw", "PCMA", 8000),
    GSM("gsm", "GSM", 8000),
    G722("g722", "G722", 8000),
    G726("g726", "G726-32", 8000),
    G726_AAL2("g726aal2", "AAL2-G726-32", 8000),
    ADPCM("adpcm", "DVI4", 8000),
    SLIN("slin", "L16", 8000),
    SLIN_16("slin16", "L16", 16000),
    LPC10("lpc10", "LPC", 8000),
    G729("g729", "G729", 8000),
    G723("g723", "G723", 8000),
    ILBC("ilbc", "iLBC", 8000),
    SPEEX("speex", "speex", 8000),
    SPEEX_16("speex16", "speex", 16000),
    OPUS("opus", "opus", 48000);

    private static final Map<String, Codec> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Codec::asteriskName, Function.identity()));
    private static final Map<String, Codec> OTHER_SPELLINGS = Map.of(
            "g723.1", G723, "g711u", ULAW, "g711a", ALAW, "pcmu", ULAW, "pcma", ALAW, "g729a", G729, "g726-32", G726);

    private final String asteriskName;
    private final String encodingName;
    private final int clockRate;

    Codec(String asteriskName, String encodingName, int clockRate) {
        this.asteriskName = asteriskName;
        this.encodingName = encodingName;
        this.clockRate = clockRate;
    }

    /** As Asterisk writes it, in lower case. */
    public String asteriskName() {
        return asteriskName;
    }

    /** As {@code a=rtpmap} writes it (RFC 3551, and the payload format's own RFC); compared without case. */
    public String encodingName() {
        return encodingName;
    }

    /** Of {@code a=rtpmap}, in hertz. */
    public int clockRate() {
        return clockRate;
    }

    /** Finds a codec in any case, {@code g723.1} among them. */
    public static Optional<Codec> named(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_NAME.getOrDefault(key, OTHER_SPELLINGS.get(key)));
    }

    static List<Codec> all() {
        return List.of(values());
    }
}

package io.carillon.protocol.sdp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The audio codecs that configurations name, with Asterisk's names and usual payload numbers. */
public enum Codec {
    ULAW("ulaw", "PCMU", 8_000, 1, 0),
    ALAW("alaw", "PCMA", 8_000, 1, 8),
    GSM("gsm", "GSM", 8_000, 1, 3),
    G722("g722", "G722", 8_000, 1, 9),
    G726("g726", "G726-32", 8_000, 1, 111),
    G726_AAL2("g726aal2", "AAL2-G726-32", 8_000, 1, 112),
    G729("g729", "G729", 8_000, 1, 18),
    G723("g723", "G723", 8_000, 1, 4),
    ILBC("ilbc", "iLBC", 8_000, 1, 97, "mode=30"),
    SPEEX("speex", "speex", 8_000, 1, 110),
    SPEEX16("speex16", "speex", 16_000, 1, 117),
    SPEEX32("speex32", "speex", 32_000, 1, 119),
    OPUS("opus", "opus", 48_000, 2, 107),
    ADPCM("adpcm", "DVI4", 8_000, 1, 5),
    LPC10("lpc10", "LPC", 8_000, 1, 7),
    SLIN("slin", "L16", 8_000, 1, 118),
    SLIN16("slin16", "L16", 16_000, 1, 120);

    private final String codecName;
    private final String encodingName;
    private final int clockRate;
    private final int channels;
    private final int payloadType;
    private final String parameters;

    Codec(String codecName, String encodingName, int clockRate, int channels, int payloadType) {
        this(codecName, encodingName, clockRate, channels, payloadType, "");
    }

    Codec(String codecName, String encodingName, int clockRate, int channels, int payloadType, String parameters) {
        this.codecName = codecName;
        this.encodingName = encodingName;
        this.clockRate = clockRate;
        this.channels = channels;
        this.payloadType = payloadType;
        this.parameters = parameters;
    }

    /** Asterisk's name. */
    public String codecName() {
        return codecName;
    }

    /** How an offer of our own shows it. */
    public Format format() {
        return new Format(payloadType, encoding(), Optional.of(parameters).filter(text -> !text.isEmpty()));
    }

    private Encoding encoding() {
        return new Encoding(encodingName, clockRate, channels);
    }

    static Optional<Codec> of(Encoding encoding) {
        return Arrays.stream(values())
                .filter(codec -> codec.encoding().matches(encoding))
                .findFirst();
    }

    /** By Asterisk's name or one of its other spellings ({@code g723.1}), in any case. */
    public static Optional<Codec> byName(String name) {
        String canonical = canonical(name);
        return Arrays.stream(values())
                .filter(codec -> codec.codecName.equals(canonical))
                .findFirst();
    }

    static String canonical(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "g723.1" -> "g723";
            case "g711u", "mulaw", "pcmu" -> "ulaw";
            case "g711a", "pcma" -> "alaw";
            default -> lower;
        };
    }

    static String nameless(Encoding encoding) {
        return encoding.name().toLowerCase(Locale.ROOT);
    }
}

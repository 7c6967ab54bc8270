package io.carillon.protocol.sip;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** The user part of a URI and its escapes (RFC 3261 §19.1.2, §25.1 {@code user}). */
final class UserPart {
    /**
     * What stays as it is beside letters and digits: the marks, and {@code +} for numbers. The rest of
     * user-unreserved ({@code & = $ , ; ? /}) may stand there too, but phones take it for a parameter or a list.
     * {@code #} may not, and yet every phone that dials *99# writes it so and chan_sip sends it so.
     */
    private static final String PLAIN = "-_.!~*'()+#";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private UserPart() {}

    static Optional<String> escaped(String user) {
        if (user.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder written = new StringBuilder(user.length() + 8);
        for (byte octet : user.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain((char) (octet & 0xff))) {
                written.append((char) octet);
            } else {
                HEX.toHexDigits(written.append('%'), octet);
            }
        }
        return Optional.of(written.toString());
    }

    private static boolean isPlain(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || PLAIN.indexOf(c) >= 0;
    }

    /** Text with a percent sign that is no escape stays as it is. */
    static String unescaped(String written) {
        if (written.indexOf('%') < 0) {
            return written;
        }
        try {
            return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return written;
        }
    }
}

package io.carillon.protocol.sip.digest;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code Digest name=value, name="quoted value"} form that challenges and credentials share (RFC 7235 §2.1). */
final class AuthParameters {
    private static final String SCHEME = "Digest";

    private final String text;
    private final Map<String, String> values = new HashMap<>();
    private int at = SCHEME.length();

    private AuthParameters(String text) {
        this.text = text;
    }

    /** Names in lower case, values without quotes; empty for another scheme, bad syntax or a doubled name. */
    static Optional<Map<String, String>> parse(String header) {
        boolean digest = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && header.length() > SCHEME.length()
                && Character.isWhitespace(header.charAt(SCHEME.length()));
        if (!digest) {
            return Optional.empty();
        }
        AuthParameters reading = new AuthParameters(header);
        return reading.readAll() ? Optional.of(reading.values) : Optional.empty();
    }

    private boolean readAll() {
        skip(" \t,");
        while (at < text.length()) {
            if (!readOne()) {
                return false;
            }
            skip(" \t");
            if (at < text.length() && text.charAt(at) != ',') {
                return false;
            }
            skip(" \t,");
        }
        return true;
    }

    private boolean readOne() {
        int equals = text.indexOf('=', at);
        if (equals < 0) {
            return false;
        }
        String name = text.substring(at, equals).strip().toLowerCase(Locale.ROOT);
        at = equals + 1;
        skip(" \t");
        Optional<String> value = at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
        return !name.isEmpty() && value.isPresent() && values.put(name, value.get()) == null;
    }

    private Optional<String> quoted() {
        StringBuilder value = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                at = i + 1;
                return Optional.of(value.toString());
            }
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                c = text.charAt(i);
            }
            value.append(c);
        }
        return Optional.empty();
    }

    private Optional<String> plain() {
        int from = at;
        while (at < text.length() && ", \t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return Optional.of(text.substring(from, at));
    }

    private void skip(String characters) {
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}

package io.carillon.protocol.sip;

import io.carillon.protocol.sip.Parameters.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads URIs, addresses and Vias in the plain form nearly all of them have: no white space but one blank after a display
 * name, no escapes, no quoted parameters, no IPv6, nothing twice. Four times as fast as JAIN-SIP's parsers, which see
 * whatever is not plain; a test holds that both read the same.
 */
final class PlainForms {
    private static final String VIA_START = "SIP/2.0/";
    /** No plain address has more, and the search for doubled names stays short. */
    private static final int MAX_PARAMETERS = 16;

    private static final byte HOST = 1;
    private static final byte VALUE = 2;

    /** Which characters mean themselves in a host or name, and which in a user or value. */
    private static final byte[] CLASSES = new byte[128];

    static {
        for (char c = '0'; c <= 'z'; c++) {
            CLASSES[c] = (byte) (Character.isLetterOrDigit(c) ? HOST | VALUE : 0);
        }
        for (char c : "-._".toCharArray()) {
            CLASSES[c] = HOST | VALUE;
        }
        for (char c : "+*!~".toCharArray()) {
            CLASSES[c] = VALUE;
        }
    }

    private final String text;
    private int at;
    private boolean plain = true;

    private PlainForms(String text) {
        this.text = text;
    }

    /** Null unless it is in plain form. */
    static @Nullable SipUri uri(String text) {
        PlainForms reading = new PlainForms(text);
        SipUri uri = reading.uri();
        return reading.whole() ? uri : null;
    }

    static @Nullable NameAddress address(String text) {
        PlainForms reading = new PlainForms(text);
        Optional<String> name = reading.displayName();
        reading.require(reading.skip('<'));
        SipUri uri = reading.uri();
        reading.require(reading.skip('>'));
        Parameters parameters = reading.parameters();
        return reading.whole() ? new NameAddress(name, uri, parameters) : null;
    }

    static @Nullable Via via(String text) {
        PlainForms reading = new PlainForms(text);
        reading.require(text.startsWith(VIA_START));
        reading.at = Math.min(text.length(), VIA_START.length());
        Optional<TransportProtocol> protocol = TransportProtocol.of(reading.run(HOST));
        reading.require(protocol.isPresent() && reading.skip(' '));
        HostPort sentBy = new HostPort(reading.some(HOST), reading.port());
        Parameters parameters = reading.parameters();
        reading.require(!parameters.has("branch") || parameters.get("branch").isPresent());
        return reading.whole() ? new Via(protocol.orElseThrow(), sentBy, parameters) : null;
    }

    private SipUri uri() {
        boolean secure = text.startsWith("sips:", at);
        require(secure || text.startsWith("sip:", at));
        int start = Math.min(text.length(), at + (secure ? 5 : 4));
        at = start;
        Optional<String> user = Optional.of(run(VALUE));
        if (skip('@')) {
            require(!user.get().isEmpty());
        } else {
            user = Optional.empty();
            at = start;
        }
        return new SipUri(secure, user, some(HOST), port(), parameters(), Optional.empty());
    }

    /** Nothing, or a quoted name without escapes and the blank after it. */
    private Optional<String> displayName() {
        if (!skip('"')) {
            return Optional.empty();
        }
        int close = text.indexOf('"', at);
        if (close < 0 || text.indexOf('\\') >= 0 || !text.startsWith(" ", close + 1)) {
            plain = false;
            return Optional.empty();
        }
        String name = text.substring(at, close);
        at = close + 2;
        require(!name.isEmpty() && name.strip().equals(name));
        return Optional.of(name);
    }

    private OptionalInt port() {
        if (!skip(':')) {
            return OptionalInt.empty();
        }
        long port = Tokens.number(run(HOST), 65_535);
        require(port > 0);
        return OptionalInt.of((int) port);
    }

    private Parameters parameters() {
        if (!at(';')) {
            return Parameters.NONE;
        }
        List<Parameter> entries = new ArrayList<>(4);
        while (plain && skip(';')) {
            String name = some(HOST);
            // JAIN-SIP changes the case of some names and not of others: only those it leaves alone are plain.
            require(lowerCase(name) && !has(entries, name) && entries.size() < MAX_PARAMETERS);
            entries.add(new Parameter(name, skip('=') ? some(VALUE) : null));
        }
        return new Parameters(entries);
    }

    private static boolean has(List<Parameter> entries, String name) {
        for (Parameter entry : entries) {
            if (entry.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean lowerCase(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isUpperCase(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private String some(byte kind) {
        String run = run(kind);
        require(!run.isEmpty());
        return run;
    }

    private String run(byte kind) {
        int from = at;
        while (at < text.length() && is(text.charAt(at), kind)) {
            at++;
        }
        return text.substring(from, at);
    }

    private static boolean is(char c, byte kind) {
        return c < CLASSES.length && (CLASSES[c] & kind) != 0;
    }

    private boolean at(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean skip(char c) {
        boolean there = at(c);
        at += there ? 1 : 0;
        return there;
    }

    private void require(boolean holds) {
        plain &= holds;
    }

    private boolean whole() {
        return plain && at == text.length();
    }
}

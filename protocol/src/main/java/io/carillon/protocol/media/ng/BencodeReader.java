package io.carillon.protocol.media.ng;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one bencoded value, strictly and within bounds, whoever wrote it. */
final class BencodeReader {

    /** A proxy's requests nest three deep. */
    static final int MAX_DEPTH = 8;

    /** Values in all: a request has some forty. */
    static final int MAX_VALUES = 1_024;

    /** Of a number, its sign apart: what always fits a long. */
    private static final int MAX_DIGITS = 18;

    private final byte[] bytes;
    private int at;
    private int depth;
    private int values;

    BencodeReader(byte[] bytes) {
        this.bytes = bytes;
    }

    Bencode.Decoded read() {
        try {
            Bencode value = value();
            if (at < bytes.length) {
                throw bad("expected nothing more");
            }
            return new Bencode.Decoded.Value(value);
        } catch (BadByte e) {
            return new Bencode.Decoded.Malformed(e.at, e.cause);
        }
    }

    private Bencode value() throws BadByte {
        values++;
        if (values > MAX_VALUES) {
            throw bad("more than " + MAX_VALUES + " values");
        }
        return switch (peek()) {
            case 'i' -> whole();
            case 'l' -> sequence();
            case 'd' -> dictionary();
            default -> new Bencode.Text(text());
        };
    }

    private Bencode whole() throws BadByte {
        at++;
        boolean negative = peek() == '-';
        if (negative) {
            at++;
        }
        long value = digits('e');
        return new Bencode.Whole(negative ? -value : value);
    }

    private Bencode sequence() throws BadByte {
        enter();
        List<Bencode> read = new ArrayList<>();
        while (peek() != 'e') {
            read.add(value());
        }
        leave();
        return new Bencode.Sequence(read);
    }

    private Bencode dictionary() throws BadByte {
        enter();
        Map<String, Bencode> read = new LinkedHashMap<>();
        while (peek() != 'e') {
            read.putIfAbsent(text(), value());
        }
        leave();
        return new Bencode.Dictionary(read);
    }

    private void enter() throws BadByte {
        depth++;
        if (depth > MAX_DEPTH) {
            throw bad("nested more than " + MAX_DEPTH + " deep");
        }
        at++;
    }

    private void leave() {
        depth--;
        at++;
    }

    private String text() throws BadByte {
        long length = digits(':');
        if (length > bytes.length - at) {
            throw bad("a string of " + length + " bytes, of which " + (bytes.length - at) + " are there");
        }
        String text = new String(bytes, at, (int) length, StandardCharsets.ISO_8859_1);
        at += (int) length;
        return text;
    }

    private long digits(char end) throws BadByte {
        int first = at;
        long value = 0;
        while (peek() != end) {
            int digit = peek() - '0';
            if (digit < 0 || digit > 9) {
                throw bad("expected a digit or '" + end + "'");
            }
            if (at - first == MAX_DIGITS) {
                throw bad("more than " + MAX_DIGITS + " digits");
            }
            value = 10 * value + digit;
            at++;
        }
        if (at == first) {
            throw bad("expected a digit");
        }
        at++;
        return value;
    }

    private int peek() throws BadByte {
        if (at == bytes.length) {
            throw bad("it ends too early");
        }
        return bytes[at];
    }

    private BadByte bad(String cause) {
        return new BadByte(at, cause);
    }

    private static final class BadByte extends Exception {
        private static final long serialVersionUID = 1L;

        private final int at;
        private final String cause;

        BadByte(int at, String cause) {
            super(cause, null, false, false);
            this.at = at;
            this.cause = cause;
        }
    }
}

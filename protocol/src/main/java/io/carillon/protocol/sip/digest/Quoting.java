package io.carillon.protocol.sip.digest;

/** Quoted strings in digest headers. */
final class Quoting {
    private Quoting() {}

    static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

package io.carillon.protocol.sip;

import org.jspecify.annotations.Nullable;

/**
 * One header line: canonical name and value as text. What the value means is read when it is first asked for and kept;
 * the kept records are immutable, so a race only reads the same text twice, and copies of a message share it.
 */
final class HeaderField {
    final String name;
    final String value;
    private @Nullable Object meaning;

    HeaderField(String name, String value) {
        this.name = name;
        this.value = value;
    }

    /** A field of ours; a line break in it would forge further headers. */
    static HeaderField written(String name, String value) {
        if (!Tokens.isToken(name) || value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("not a header: " + name);
        }
        return new HeaderField(HeaderNames.canonical(name), value);
    }

    boolean is(String canonicalName) {
        return name.equalsIgnoreCase(canonicalName);
    }

    /** Whether a Contact says more than {@code *} (§10.2.2). */
    boolean isAddress() {
        return !value.equals("*");
    }

    Via via() throws BadSyntax {
        if (meaning instanceof Via known) {
            return known;
        }
        Via read = Grammar.via(value);
        meaning = read;
        return read;
    }

    NameAddress address() throws BadSyntax {
        if (meaning instanceof NameAddress known) {
            return known;
        }
        // A telephone number says who, and leads nowhere: a Contact or a Route can't be one.
        boolean person = is(HeaderNames.FROM) || is(HeaderNames.TO);
        NameAddress read = person ? Grammar.person(value) : Grammar.address(value);
        meaning = read;
        return read;
    }

    CSeq cseq() throws BadSyntax {
        if (meaning instanceof CSeq known) {
            return known;
        }
        CSeq read = Grammar.cseq(value);
        meaning = read;
        return read;
    }
}

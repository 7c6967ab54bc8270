package io.carillon.protocol.sip;

/** A header or URI that the grammar does not allow. Never leaves this package: the parser turns it into a value. */
final class BadSyntax extends Exception {
    private static final long serialVersionUID = 1L;

    BadSyntax(String what) {
        // A flood of bad messages must not pay for stack traces nobody reads.
        super(what, null, false, false);
    }
}

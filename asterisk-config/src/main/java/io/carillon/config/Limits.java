package io.carillon.config;

/** How much of a configuration is read before it counts as a mistake. */
final class Limits {
    /** A dial plan of 50,000 lines has 3 MB. */
    static final int FILE_BYTES = 8_000_000;

    /** All files of one reading together. */
    static final int TOTAL_CHARACTERS = 16_000_000;

    /** Asterisk's own limit of a line. */
    static final int LINE_CHARACTERS = 8192;

    /** Files included by files that are included…; deeper is a mistake. */
    static final int INCLUDE_DEPTH = 10;

    /** Files of one reading; a directory of a snippet an account has as many. */
    static final int FILES = 2000;

    /** Lines that templates may multiply to, so that a chain of templates cannot explode. */
    static final int INHERITED_ENTRIES = 1_000_000;

    private Limits() {}
}

package io.carillon.config;

/**
 * One thing to tell the author of a configuration file, as one sentence without a final stop.
 *
 * @param severity an error rejects the file; a warning is only told
 */
public record Problem(Severity severity, Position at, String message) {

    /** What a problem does to the file it is in. */
    public enum Severity {
        WARNING,
        ERROR
    }

    public static Problem error(Position at, String message) {
        return new Problem(Severity.ERROR, at, message);
    }

    public static Problem warning(Position at, String message) {
        return new Problem(Severity.WARNING, at, message);
    }

    public String file() {
        return at.file();
    }

    public int line() {
        return at.line();
    }

    public int column() {
        return at.column();
    }

    /** As compilers print it: {@code sip.conf:12:5: error: …}. */
    @Override
    public String toString() {
        return at + ": " + (severity == Severity.ERROR ? "error: " : "warning: ") + message;
    }
}

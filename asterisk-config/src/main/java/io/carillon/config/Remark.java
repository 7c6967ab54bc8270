package io.carillon.config;

import java.util.List;
import java.util.Locale;

/**
 * A {@link Problem} as every service tells it over HTTP when a file was read again.
 *
 * @param severity error or warning
 */
public record Remark(String severity, String file, int line, int column, String message) {

    public static List<Remark> of(List<Problem> problems) {
        return problems.stream()
                .map(problem -> new Remark(
                        problem.severity().name().toLowerCase(Locale.ROOT),
                        problem.file(),
                        problem.line(),
                        problem.column(),
                        problem.message()))
                .toList();
    }

    /** What the answer says of a file that is wrong: whatever was in force still is. */
    public record Refused(List<Remark> errors, List<Remark> warnings) {
        public static Refused of(List<Problem> errors, List<Problem> warnings) {
            return new Refused(Remark.of(errors), Remark.of(warnings));
        }
    }

    /** What the answer says of a file that is in force. */
    public record Taken(long revision, List<Remark> warnings) {
        public static Taken of(long revision, List<Problem> warnings) {
            return new Taken(revision, Remark.of(warnings));
        }
    }
}

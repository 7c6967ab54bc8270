package io.carillon.proxy.dialplan;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The text operators of expressions: what the first group caught, without a group how many characters matched. A
 * pattern that cannot be read matches nothing.
 */
final class RegularExpression {
    /** Longer texts and patterns match nothing: numbers and names are short, and backtracking is dear. */
    private static final int MAX_LENGTH = 256;

    /** Characters that one match may look at. (Patterns like {@code (a+)+$} look at 2^n of them.) */
    private static final int MAX_READS = 50_000;

    private RegularExpression() {}

    /** {@code =~} */
    static String find(String text, String pattern) {
        return match(text, pattern, false);
    }

    /** {@code :} */
    static String lookingAt(String text, String pattern) {
        return match(text, pattern, true);
    }

    private static String match(String text, String pattern, boolean atTheBeginning) {
        if (text.length() > MAX_LENGTH || pattern.length() > MAX_LENGTH) {
            return "0";
        }
        Optional<Pattern> compiled = compile(pattern);
        if (compiled.isEmpty()) {
            return "0";
        }
        Matcher matcher = compiled.get().matcher(new Metered(Quoting.plain(text)));
        boolean hasGroup = matcher.groupCount() > 0;
        if (!matches(matcher, atTheBeginning)) {
            return hasGroup ? "" : "0";
        }
        if (!hasGroup) {
            return String.valueOf(matcher.end() - matcher.start());
        }
        // Cut out of the original: what is quoted there stays so.
        return matcher.start(1) < 0 ? "" : text.substring(matcher.start(1), matcher.end(1));
    }

    private static boolean matches(Matcher matcher, boolean atTheBeginning) {
        try {
            return atTheBeginning ? matcher.lookingAt() : matcher.find();
        } catch (TooDear _) {
            return false;
        }
    }

    private static Optional<Pattern> compile(String pattern) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            text.append(Quoting.isQuoted(c) ? "\\" : "").append(Quoting.plain(c));
        }
        try {
            return Optional.of(Pattern.compile(text.toString()));
        } catch (PatternSyntaxException _) {
            return Optional.empty();
        }
    }

    /** Thrown through the JDK's matcher, which offers no other way out. */
    private static final class TooDear extends RuntimeException {
        TooDear() {
            super("a regular expression took too long", null, false, false);
        }
    }

    /** Text that can be read so often only. */
    private static final class Metered implements CharSequence {
        private final String text;
        private int reads;

        Metered(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            reads++;
            if (reads > MAX_READS) {
                throw new TooDear();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

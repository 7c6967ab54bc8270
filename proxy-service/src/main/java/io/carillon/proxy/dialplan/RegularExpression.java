package io.carillon.proxy.dialplan;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Extended regular expressions in the plan's quoting, with POSIX's longest match as Asterisk has it. RE2/J runs in time
 * linear in the text, whatever the pattern; what is left to bound is the size of the pattern.
 */
public final class RegularExpression {
    /** Longer texts match nothing: numbers and names are short. */
    private static final int MAX_TEXT = 1024;

    private static final int MAX_PATTERN = 512;

    /** What counted repetitions may multiply to: each is a copy in the compiled pattern. */
    private static final long MAX_COPIES = 1_000;

    private static final java.util.regex.Pattern COUNTED =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(,?)(\\d{0,9})");

    private RegularExpression() {}

    /** A pattern that cannot be used is told and matches nothing. */
    public static boolean matches(String text, String pattern, Consumer<String> complain) {
        return matcher(text, pattern, complain).filter(Matcher::find).isPresent();
    }

    /**
     * The operators {@code =~} and, anchored, {@code :}: what the first group caught, without a group how many
     * characters matched, empty for a pattern that cannot be used.
     */
    static String extract(String text, String pattern, boolean atTheBeginning, Consumer<String> complain) {
        Optional<Matcher> made = matcher(text, pattern, complain);
        if (made.isEmpty()) {
            return "";
        }
        Matcher matcher = made.get();
        if (!matcher.find() || (atTheBeginning && matcher.start() != 0)) {
            return matcher.groupCount() > 0 ? "" : "0";
        }
        if (matcher.groupCount() == 0 || matcher.start(1) < 0) {
            return String.valueOf(matcher.end() - matcher.start());
        }
        // Cut out of the original: what is quoted there stays so.
        return text.substring(matcher.start(1), matcher.end(1));
    }

    private static Optional<Matcher> matcher(String text, String pattern, Consumer<String> complain) {
        if (text.length() > MAX_TEXT || pattern.length() > MAX_PATTERN || copies(pattern) > MAX_COPIES) {
            complain.accept("a regular expression, or the text it is held against, is too long");
            return Optional.empty();
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            plain.append(Quoting.isQuoted(c) ? "\\" : "").append(Quoting.plain(c));
        }
        try {
            return Optional.of(
                    Pattern.compile(plain.toString(), Pattern.LONGEST_MATCH).matcher(Quoting.plain(text)));
        } catch (PatternSyntaxException wrong) {
            complain.accept("the regular expression " + pattern + " cannot be understood: " + wrong.getDescription());
            return Optional.empty();
        }
    }

    private static long copies(String pattern) {
        long copies = 1;
        java.util.regex.Matcher counted = COUNTED.matcher(pattern);
        while (counted.find() && copies <= MAX_COPIES) {
            copies *= Math.max(1, most(counted));
        }
        return copies;
    }

    /** {@code {3}} is three, {@code {3,5}} five, and {@code {3,}} has no end. */
    private static long most(java.util.regex.MatchResult counted) {
        if (counted.group(2).isEmpty()) {
            return Long.parseLong(counted.group(1));
        }
        return counted.group(3).isEmpty() ? MAX_COPIES : Long.parseLong(counted.group(3));
    }
}

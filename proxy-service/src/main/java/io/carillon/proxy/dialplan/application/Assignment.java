package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Run;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code name=value}. The underscores by which Asterisk hands variables to the callee's channel are left away: both see
 * the same plan here.
 */
final class Assignment {
    private static final Pattern FORM = Pattern.compile("\\s*_{0,2}([^=]*?)\\s*=(.*)", Pattern.DOTALL);

    private Assignment() {}

    /** Whether the text is one. */
    static boolean perform(Run run, String text) {
        Matcher assignment = FORM.matcher(text);
        if (!assignment.matches() || assignment.group(1).isEmpty()) {
            return false;
        }
        run.assign(assignment.group(1), assignment.group(2));
        return true;
    }
}

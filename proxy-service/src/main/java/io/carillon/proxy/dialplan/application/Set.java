package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code Set(name=value)}: a variable of the call. The value reaches to the end, commas and all. The underscores by
 * which Asterisk hands variables to the callee's channel are left away: both see the same plan here.
 */
final class Set implements Application {
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*_{0,2}([^=]*?)\\s*=(.*)", Pattern.DOTALL);

    @Override
    public String name() {
        return "Set";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        Matcher assignment = ASSIGNMENT.matcher(arguments.text());
        if (!assignment.matches() || assignment.group(1).isEmpty()) {
            run.warnOnce("Set takes name=value, not " + arguments.text());
        } else if (assignment.group(1).contains("(")) {
            run.warnOnce("Carillon cannot set " + assignment.group(1) + " yet: it stays as it is");
        } else {
            run.set(assignment.group(1), assignment.group(2));
        }
        return Outcome.NEXT;
    }
}

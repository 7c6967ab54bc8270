package io.carillon.config.extensions;

import io.carillon.config.Position;
import io.carillon.config.Problems;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions that a text names: one that is refused rejects the file, one that is not here is told. */
final class FunctionReview {
    private static final Pattern READ = Pattern.compile("\\$\\{\\s*([A-Za-z_]\\w*)\\(");
    private static final Pattern WRITTEN = Pattern.compile("(?:^|,)\\s*([A-Za-z_]\\w*)\\([^()=]*\\)\\s*=");
    private static final Set<String> SETTERS = Set.of("set", "mset");

    private FunctionReview() {}

    static void tell(Priority step, Problems problems) {
        tell(step.arguments(), step.at(), problems);
        if (SETTERS.contains(step.application().toLowerCase(Locale.ROOT))) {
            tell(WRITTEN.matcher(step.arguments()), step.at(), problems);
        }
    }

    static void tell(String text, Position at, Problems problems) {
        tell(READ.matcher(text), at, problems);
    }

    private static void tell(Matcher functions, Position at, Problems problems) {
        while (functions.find()) {
            String name = functions.group(1).toUpperCase(Locale.ROOT);
            String refusal = KnownFunctions.refusal(name);
            if (!refusal.isEmpty()) {
                problems.error(at, name + " " + refusal);
            } else if (KnownFunctions.isLater(name)) {
                problems.warning(at, "the function " + name + " is not here yet: it is empty");
            } else if (!KnownFunctions.here().contains(name)) {
                problems.warning(at, "there is no function " + name + ": it is empty");
            }
        }
    }
}

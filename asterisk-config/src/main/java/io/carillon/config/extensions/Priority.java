package io.carillon.config.extensions;

import io.carillon.config.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One step of an extension.
 *
 * @param number from 1; {@code n} and {@code n+2} are already counted
 * @param application as written, in any case
 * @param arguments the raw text between the brackets; empty when there are none
 * @param at the application's name
 */
public record Priority(int number, Optional<String> label, String application, String arguments, Position at) {
    private static final Pattern CALL = Pattern.compile("\\s*(\\w+)\\s*(?:\\((.*)\\))?\\s*");

    /** This step, and those that it runs itself: what stands behind the question mark of ExecIf, or in Exec. */
    public List<Priority> withInner() {
        List<Priority> steps = new ArrayList<>(List.of(this));
        for (String call : inner()) {
            Matcher written = CALL.matcher(call);
            if (written.matches()) {
                String text = Optional.ofNullable(written.group(2)).orElse("");
                steps.add(new Priority(number, Optional.empty(), written.group(1), text, at));
            }
        }
        return List.copyOf(steps);
    }

    private List<String> inner() {
        return switch (application.toLowerCase(Locale.ROOT)) {
            case "exec" -> List.of(arguments);
            case "execif", "execiftime" -> WrittenArguments.choices(arguments);
            default -> List.of();
        };
    }
}

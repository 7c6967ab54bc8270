package io.carillon.config.extensions;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the Gotos of a plan may lead, as far as the text tells.
 *
 * @param priorities that are named anywhere
 * @param anywhere some Goto computes its target
 */
record Jumps(Set<Integer> priorities, boolean anywhere) {
    private static final Pattern NUMBER = Pattern.compile("(?:^|[,?:|])\\s*(\\d{1,7})\\s*(?=$|[:)(])");

    /** The literal target of a Goto. */
    record Target(Optional<String> context, Optional<String> extension, String priority) {}

    static Jumps of(ExtensionsConf conf) {
        Set<Integer> priorities = new HashSet<>();
        boolean anywhere = false;
        for (Context context : conf.contexts()) {
            for (Extension extension : context.extensions()) {
                for (Priority step : extension.priorities()) {
                    if (isJump(step)) {
                        anywhere |= isComputed(step.arguments());
                        Matcher number = NUMBER.matcher(step.arguments());
                        while (number.find()) {
                            priorities.add(Integer.valueOf(number.group(1)));
                        }
                    }
                }
            }
        }
        return new Jumps(Set.copyOf(priorities), anywhere);
    }

    boolean mayReach(int priority) {
        return anywhere || priorities.contains(priority);
    }

    /** The target of an unconditional Goto without variables. */
    static Optional<Target> literal(Priority step) {
        if (!step.application().equalsIgnoreCase("Goto")
                || step.arguments().contains("${")
                || step.arguments().isBlank()) {
            return Optional.empty();
        }
        List<String> parts =
                List.of(step.arguments().split(",")).stream().map(String::strip).toList();
        return switch (parts.size()) {
            case 1 -> Optional.of(new Target(Optional.empty(), Optional.empty(), parts.get(0)));
            case 2 -> Optional.of(new Target(Optional.empty(), Optional.of(parts.get(0)), parts.get(1)));
            case 3 -> Optional.of(new Target(Optional.of(parts.get(0)), Optional.of(parts.get(1)), parts.get(2)));
            default -> Optional.empty();
        };
    }

    private static boolean isJump(Priority step) {
        String name = step.application().toLowerCase(Locale.ROOT);
        return name.startsWith("go") || name.startsWith("execif");
    }

    /** Whether the last argument, the priority, has a variable in it. */
    private static boolean isComputed(String arguments) {
        return arguments.lastIndexOf("${") > arguments.lastIndexOf(',')
                && arguments.lastIndexOf("${") > arguments.lastIndexOf('?');
    }
}

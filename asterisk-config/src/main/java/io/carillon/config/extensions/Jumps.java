package io.carillon.config.extensions;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the Gotos of a plan may lead, as far as the text tells.
 *
 * @param priorities that are named anywhere
 * @param anywhere some Goto computes its target
 */
record Jumps(Set<Integer> priorities, boolean anywhere) {
    private static final Pattern NUMBER = Pattern.compile("(?:^|[,?:|])\\s*(\\d{1,7})\\s*(?=$|[:)(])");

    /** A target as it is written. */
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

    /** The targets that a step names without variables. */
    static List<Target> literal(Priority step) {
        String arguments = step.arguments();
        return switch (step.application().toLowerCase(Locale.ROOT)) {
            case "goto", "gosub" -> targets(List.of(arguments));
            case "gotoif", "gosubif", "gotoiftime" -> targets(WrittenArguments.choices(arguments));
            case "macro" -> macro(arguments.split(",", 2)[0].strip());
            default -> List.of();
        };
    }

    private static List<Target> macro(String name) {
        return name.isEmpty() || name.contains("$")
                ? List.of()
                : List.of(new Target(Optional.of("macro-" + name), Optional.of("s"), "1"));
    }

    private static List<Target> targets(List<String> texts) {
        return texts.stream()
                .map(text -> text.replaceFirst("\\(.*", "").strip())
                .filter(text -> !text.isEmpty() && !text.contains("$"))
                .flatMap(text -> target(text).stream())
                .toList();
    }

    private static Optional<Target> target(String text) {
        List<String> parts = Stream.of(text.split(",", -1)).map(String::strip).toList();
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

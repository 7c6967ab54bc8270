package io.carillon.proxy.dialplan;

import java.util.List;
import java.util.Optional;

/**
 * Where a Goto leads.
 *
 * @param context without one, the present context
 * @param extension without one, the present extension
 * @param priority a number, a label, or {@code +n} and {@code -n} from the present one
 */
public record Target(Optional<String> context, Optional<String> extension, String priority) {
    private static final String FIRST = "1";

    /** The first priority of an extension. */
    public static Target of(String context, String extension) {
        return new Target(Optional.of(context), Optional.of(extension), FIRST);
    }

    /** {@code [[context,]extension,]priority}, in the plan's quoting; empty when there is nothing, or too much. */
    public static Optional<Target> parse(String text) {
        List<String> parts =
                new Arguments(text).all().stream().map(Quoting::plain).toList();
        return switch (parts.size()) {
            case 1 -> of(Optional.empty(), Optional.empty(), parts.get(0));
            case 2 -> of(Optional.empty(), Optional.of(parts.get(0)), parts.get(1));
            case 3 -> of(Optional.of(parts.get(0)), Optional.of(parts.get(1)), parts.get(2));
            default -> Optional.empty();
        };
    }

    private static Optional<Target> of(Optional<String> context, Optional<String> extension, String priority) {
        return priority.isEmpty()
                ? Optional.empty()
                : Optional.of(new Target(
                        context.filter(name -> !name.isEmpty()), extension.filter(name -> !name.isEmpty()), priority));
    }
}

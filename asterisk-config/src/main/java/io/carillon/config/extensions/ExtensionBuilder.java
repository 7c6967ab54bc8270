package io.carillon.config.extensions;

import io.carillon.config.Position;
import io.carillon.config.Problems;
import io.carillon.config.Text;
import io.carillon.config.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the priorities of one extension. */
final class ExtensionBuilder {
    private static final Pattern PRIORITY = Pattern.compile(
            "(?<base>\\d+|n|next|s|same|hint)\\s*(?:\\+\\s*(?<offset>\\d+)\\s*)?(?:\\((?<label>[^()]*)\\)\\s*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern APPLICATION = Pattern.compile("[A-Za-z]\\w*\\s*\\(.*");

    /** No plan counts further; a larger number is a slip of the finger. */
    private static final int MAX_PRIORITY = 1_000_000;

    private final ExtensionName name;
    private final Position at;
    private final Problems problems;
    private final Map<Integer, Priority> priorities = new TreeMap<>();
    private final Set<String> labels = new HashSet<>();
    private Optional<String> hint = Optional.empty();
    private int last;

    ExtensionBuilder(ExtensionName name, Position at, Problems problems) {
        this.name = name;
        this.at = at;
        this.problems = problems;
    }

    Extension build() {
        return new Extension(name.name(), name.callerId(), List.copyOf(priorities.values()), hint, at);
    }

    /** {@code priority,application(arguments)}. */
    void add(Text line) {
        int comma = line.value().indexOf(',');
        Text field = comma < 0 ? line : line.part(0, comma).strip();
        Matcher matcher = PRIORITY.matcher(field.value());
        if (!matcher.matches()) {
            withoutPriority(line, field);
            return;
        }
        if (comma < 0) {
            problems.error(line.at(line.length()), "the application is missing behind the priority");
            return;
        }
        Text rest = line.from(comma + 1).strip();
        String base = matcher.group("base").toLowerCase(Locale.ROOT);
        if (base.equals("hint")) {
            hint = Optional.of(rest.value());
            return;
        }
        OptionalInt number = number(base, Optional.ofNullable(matcher.group("offset")), field);
        Optional<String> label =
                Optional.ofNullable(matcher.group("label")).map(String::strip).filter(text -> !text.isEmpty());
        if (number.isPresent()) {
            step(number.getAsInt(), label, rest);
        }
    }

    /** A sheet writes {@code exten => 200,VoiceMail(200)}; what is meant is plain. */
    private void withoutPriority(Text line, Text field) {
        if (APPLICATION.matcher(line.value()).matches()) {
            problems.warning(field.at(), "the priority is missing and taken as n");
            step(last + 1, Optional.empty(), line);
        } else {
            problems.error(field.at(), "the priority is a number, n or hint, if need be with +number or (label)");
        }
    }

    private OptionalInt number(String base, Optional<String> offset, Text field) {
        int from = switch (base) {
            case "n", "next" -> last + 1;
            case "s", "same" -> last;
            default -> Values.number(base).orElse(MAX_PRIORITY + 1);
        };
        int number = from
                + offset.map(text -> Values.number(text).orElse(MAX_PRIORITY)).orElse(0);
        if (number < 1 || number > MAX_PRIORITY) {
            problems.error(field.at(), "a priority is a number from 1 to " + MAX_PRIORITY);
            return OptionalInt.empty();
        }
        return OptionalInt.of(number);
    }

    private void step(int number, Optional<String> label, Text call) {
        last = number;
        Optional<ApplicationCall> application = ApplicationCall.read(call, problems);
        if (application.isEmpty()) {
            return;
        }
        Priority step = new Priority(
                number, label, application.get().name(), application.get().arguments(), call.at());
        if (priorities.putIfAbsent(number, step) != null) {
            problems.warning(call.at(), name.name() + " has priority " + number + " twice; this one is ignored");
        } else if (label.isPresent() && !labels.add(label.get())) {
            problems.warning(call.at(), name.name() + " has the label " + label.get() + " twice; the first one counts");
        }
    }
}

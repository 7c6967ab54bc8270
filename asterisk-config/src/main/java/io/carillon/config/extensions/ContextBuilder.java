package io.carillon.config.extensions;

import io.carillon.config.Entry;
import io.carillon.config.Located;
import io.carillon.config.Position;
import io.carillon.config.Problems;
import io.carillon.config.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the lines of one context. */
final class ContextBuilder {
    private final String name;
    private final Position at;
    private final Map<String, Located<String>> globals;
    private final Problems problems;
    private final Map<ExtensionName, ExtensionBuilder> extensions = new LinkedHashMap<>();
    private final List<Include> includes = new ArrayList<>();
    private final List<Located<String>> ignorePatterns = new ArrayList<>();
    private Optional<ExtensionBuilder> last = Optional.empty();

    ContextBuilder(String name, Position at, Map<String, Located<String>> globals, Problems problems) {
        this.name = name;
        this.at = at;
        this.globals = globals;
        this.problems = problems;
    }

    Context build() {
        return new Context(
                name, extensions.values().stream().map(ExtensionBuilder::build).toList(), includes, ignorePatterns, at);
    }

    void add(Entry entry) {
        switch (entry.name()) {
            case "exten" -> extension(entry.value());
            case "same" -> same(entry);
            case "include" -> include(entry.value());
            case "ignorepat" -> ignorePatterns.add(entry.value().located());
            case "switch", "lswitch", "eswitch" ->
                problems.error(
                        entry.at(),
                        entry.key() + " asks another program for the plan in the middle of a call; Carillon reads plans"
                                + " from files only");
            case "autohints" -> problems.warning(entry.at(), entry.key() + " has no effect in Carillon");
            default -> problems.warning(entry.at(), "unknown option " + entry.key() + " in a context");
        }
    }

    /** {@code number[/caller],priority[+offset][(label)],application(arguments)}. */
    private void extension(Text line) {
        int comma = line.value().indexOf(',');
        if (comma < 0) {
            problems.error(line.at(), "exten is number,priority,application(arguments)");
            return;
        }
        ExtensionName.read(line.part(0, comma).strip(), globals, problems).ifPresent(number -> {
            ExtensionBuilder extension =
                    extensions.computeIfAbsent(number, key -> new ExtensionBuilder(key, line.at(), problems));
            last = Optional.of(extension);
            extension.add(line.from(comma + 1).strip());
        });
    }

    private void same(Entry entry) {
        last.ifPresentOrElse(
                extension -> extension.add(entry.value()),
                () -> problems.error(entry.at(), "same continues an exten line, and there is none above"));
    }

    /** {@code context[,times,weekdays,days,months]}, with {@code |} in old files. */
    private void include(Text line) {
        List<Text> parts = line.split(",|");
        Text context = parts.getFirst();
        if (context.isEmpty()) {
            problems.error(line.at(), "the context to include is missing");
            return;
        }
        Optional<String> when = parts.size() == 1
                ? Optional.empty()
                : Optional.of(
                        String.join(",", parts.stream().skip(1).map(Text::value).toList()));
        includes.add(new Include(context.value(), when, context.at()));
    }
}

package io.carillon.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers sections: headers with their templates, and the lines below them. */
final class SectionBuilder {
    /** Known in any case, while accounts and contexts are told apart by theirs. */
    private static final Set<String> SPECIAL = Set.of("general", "globals", "zonemessages");

    private final Problems problems;
    private final Map<String, Open> byName = new LinkedHashMap<>();
    private Optional<Open> current = Optional.empty();
    private int inherited;
    private boolean lostLinesTold;

    SectionBuilder(Problems problems) {
        this.problems = problems;
    }

    private static final class Open {
        final String name;
        final Position at;
        final List<Entry> entries = new ArrayList<>();
        final List<Position> again = new ArrayList<>();
        boolean template;

        Open(String name, Position at) {
            this.name = name;
            this.at = at;
        }
    }

    List<Section> build() {
        return byName.values().stream()
                .map(open -> new Section(open.name, open.at, open.template, open.entries, open.again))
                .toList();
    }

    void add(Entry entry) {
        if (current.isPresent()) {
            current.get().entries.add(entry);
        } else if (!lostLinesTold) {
            lostLinesTold = true;
            problems.error(entry.at(), "this line stands before the first [section]");
        }
    }

    /** {@code [name]} or {@code [name](…)}. The lines below a header that cannot be read are not told one by one. */
    void header(Text line) {
        current = Optional.empty();
        lostLinesTold = true;
        int close = line.value().indexOf(']');
        if (close < 0) {
            problems.error(line.at(), "the ']' of the section's name is missing");
            return;
        }
        Text name = line.part(1, close).strip();
        if (name.isEmpty()) {
            problems.error(line.at(1), "the section has no name");
            return;
        }
        Text rest = line.from(close + 1).strip();
        List<Text> options = List.of();
        if (!rest.isEmpty()) {
            int end = rest.value().indexOf(')');
            if (!rest.value().startsWith("(") || end < 0) {
                problems.error(rest.at(), "only (template) or (!) or (+) may stand behind a section's name");
                return;
            }
            if (end + 1 < rest.length()) {
                problems.warning(rest.at(end + 1), "the text behind ')' is ignored");
            }
            options = rest.part(1, end).split(",");
        }
        begin(name, options);
    }

    private void begin(Text name, List<Text> options) {
        boolean appended = options.stream().anyMatch(option -> option.value().equals("+"));
        String key = SPECIAL.contains(name.value().toLowerCase(Locale.ROOT))
                ? name.value().toLowerCase(Locale.ROOT)
                : name.value();
        Open open = byName.get(key);
        if (open == null) {
            if (appended) {
                problems.error(name.at(), "(+) adds to a section of this name, and there is none before");
            }
            open = new Open(key, name.at());
            byName.put(key, open);
        } else if (!appended) {
            open.again.add(name.at());
        }
        current = Optional.of(open);
        for (Text option : options) {
            switch (option.value()) {
                case "!" -> open.template = true;
                case "+", "" -> {}
                default -> inherit(open, option);
            }
        }
    }

    private void inherit(Open open, Text template) {
        Open from = byName.get(template.value());
        if (from == null || from == open) {
            problems.error(template.at(), "there is no template of this name above");
            return;
        }
        inherited += from.entries.size();
        if (inherited > Limits.INHERITED_ENTRIES) {
            problems.error(template.at(), "templates multiply to more than " + Limits.INHERITED_ENTRIES + " lines");
            return;
        }
        open.entries.addAll(List.copyOf(from.entries));
    }
}

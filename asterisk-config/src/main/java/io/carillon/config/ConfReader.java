package io.carillon.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Reads lines: comments, directives, section headers, keys and values. One reading, one thread. */
final class ConfReader {
    private final Sources sources;
    private final Problems problems;
    private final SectionBuilder sections;
    private final Deque<String> open = new ArrayDeque<>();
    private int files;
    private int characters;

    ConfReader(Sources sources, Problems problems) {
        this.sources = sources;
        this.problems = problems;
        this.sections = new SectionBuilder(problems);
    }

    List<Section> sections() {
        return sections.build();
    }

    void read(String path, String text) {
        files++;
        characters += text.length();
        open.push(path);
        LineScanner scanner = new LineScanner(problems);
        int number = 0;
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            String raw = lines.next();
            Position line = new Position(path, ++number, 1);
            if (raw.length() > Limits.LINE_CHARACTERS) {
                problems.error(
                        line.right(Limits.LINE_CHARACTERS),
                        "a line of more than " + Limits.LINE_CHARACTERS + " characters");
                continue;
            }
            Text content = scanner.scan(raw, line);
            if (!content.isEmpty()) {
                understand(content);
            }
        }
        scanner.end();
        open.pop();
    }

    private void understand(Text content) {
        switch (content.value().charAt(0)) {
            case '[' -> sections.header(content);
            case '#' -> directive(content);
            default -> entry(content);
        }
    }

    private void entry(Text content) {
        int equals = content.value().indexOf('=');
        if (equals < 0) {
            problems.error(content.at(), notAnEntry(content));
            return;
        }
        Text key = content.part(0, equals).strip();
        boolean arrow = content.value().startsWith(">", equals + 1);
        Text value = content.from(equals + (arrow ? 2 : 1)).strip();
        if (key.isEmpty()) {
            problems.error(content.at(), "there is no name before '='");
            return;
        }
        sections.add(new Entry(key, value));
    }

    /** Does not repeat the line: it may hold a password. */
    private static String notAnEntry(Text content) {
        String line = content.value();
        if (line.indexOf('⇒') >= 0 || line.indexOf('→') >= 0) {
            return "an arrow is written => here";
        }
        return "this line is neither [section] nor name=value; if it is a comment, begin it with ;";
    }

    private void directive(Text content) {
        int end = 1;
        while (end < content.length() && Character.isLetter(content.value().charAt(end))) {
            end++;
        }
        Text argument = unquoted(content.from(end).strip());
        switch (content.value().substring(1, end).toLowerCase(Locale.ROOT)) {
            case "include" -> include(argument, true);
            case "tryinclude" -> include(argument, false);
            case "exec" ->
                problems.error(
                        content.at(),
                        "#exec runs a program while the file is read; Carillon never does: run it beforehand and #include"
                                + " what it wrote");
            default -> problems.error(content.at(), "unknown directive; #include and #tryinclude exist");
        }
    }

    private static Text unquoted(Text argument) {
        return isBetween("\"", argument.value(), "\"") || isBetween("<", argument.value(), ">")
                ? argument.part(1, argument.length() - 1).strip()
                : argument;
    }

    private static boolean isBetween(String begin, String text, String end) {
        return text.length() > 1 && text.startsWith(begin) && text.endsWith(end);
    }

    private void include(Text path, boolean required) {
        if (path.isEmpty()) {
            problems.error(path.at(), "the name of the file to include is missing");
            return;
        }
        List<String> paths =
                PathPattern.isPattern(path.value()) ? sources.matching(path.value()) : List.of(path.value());
        if (paths.isEmpty() && required) {
            problems.warning(path.at(), "no file matches");
        }
        for (String one : paths) {
            if (!mayInclude(one, path.at())) {
                return;
            }
            switch (sources.read(one)) {
                case Sources.Source.Text(String text) -> read(one, text);
                case Sources.Source.Missing() -> {
                    if (required) {
                        problems.error(path.at(), "there is no file " + one + " in the configuration directory");
                    }
                }
                case Sources.Source.Unreadable(String reason) -> problems.error(path.at(), one + " " + reason);
            }
        }
    }

    private boolean mayInclude(String path, Position at) {
        if (open.contains(path)) {
            problems.error(at, path + " includes itself" + (open.size() > 1 ? " by way of others" : ""));
        } else if (path.startsWith("/") || List.of(path.split("/")).contains("..")) {
            problems.error(at, "only files below the configuration directory can be included");
        } else if (open.size() > Limits.INCLUDE_DEPTH) {
            problems.error(at, "included files are nested deeper than " + Limits.INCLUDE_DEPTH);
        } else if (files >= Limits.FILES) {
            problems.error(at, "more than " + Limits.FILES + " files are included");
        } else if (characters > Limits.TOTAL_CHARACTERS) {
            problems.error(
                    at, "the included files are larger than " + Limits.TOTAL_CHARACTERS + " characters together");
        } else {
            return true;
        }
        return false;
    }
}

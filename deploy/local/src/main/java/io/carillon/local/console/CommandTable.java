package io.carillon.local.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every command, and which of them a line is. */
final class CommandTable {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private final List<Command> commands;

    CommandTable(List<Command> commands) {
        List<Command> all = new ArrayList<>(commands);
        all.add(Command.of("help [WORD] [WORD] [WORD]", "the commands, or those that begin so", this::help));
        all.sort(Comparator.comparing(command -> command.form().text()));
        this.commands = List.copyOf(all);
    }

    /** The words of a line; quotation marks keep blanks. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return List.copyOf(words);
    }

    Answer run(String line) throws InterruptedException {
        List<String> words = words(line);
        try {
            for (Command command : commands) {
                Optional<List<String>> found = command.form().match(words, false);
                if (found.isPresent()) {
                    return command.work().run(found.get());
                }
            }
            return shortened(words);
        } catch (NoAnswer why) {
            return Answer.said(why.sentence(), false);
        }
    }

    /** {@code sip sh pe}, where only one command can be meant. */
    private Answer shortened(List<String> words) throws NoAnswer, InterruptedException {
        List<Command> lacking = commands.stream()
                .filter(command -> command.form().lacksArgument(words))
                .toList();
        if (!lacking.isEmpty()) {
            return Answer.said("Usage: " + lacking.getFirst().form().text(), false);
        }
        List<Command> meant = commands.stream()
                .filter(command -> command.form().match(words, true).isPresent())
                .toList();
        if (meant.size() == 1) {
            Command command = meant.getFirst();
            return command.work().run(command.form().match(words, true).orElseThrow());
        }
        return Answer.said(
                "No such command '" + Table.printable(String.join(" ", words)) + "' (type 'help' to see the commands)",
                false);
    }

    private Answer help(List<String> words) {
        List<String> prefix = words.subList(1, words.size());
        List<Command> shown = commands.stream()
                .filter(command -> prefix.isEmpty()
                        || command.form().match(prefix, true).isPresent()
                        || !command.form().next(prefix, true).isEmpty())
                .toList();
        if (shown.isEmpty()) {
            return Answer.said("No command begins with '" + String.join(" ", prefix) + "'", false);
        }
        int widest = shown.stream()
                .mapToInt(command -> command.form().text().length())
                .max()
                .orElse(0);
        return Answer.of(
                Json.array(shown.stream()
                        .map(command -> Json.object()
                                .put("command", command.form().text())
                                .put("summary", command.summary()))
                        .toList()),
                shown.stream()
                        .map(command ->
                                " ".repeat(widest - command.form().text().length())
                                        + command.form().text() + "  " + command.summary())
                        .toList());
    }

    /** What may stand behind these words: words of commands, and in capitals what is to be named. */
    Stream<String> next(List<String> words) {
        List<String> exact = next(words, false);
        return exact.isEmpty() ? next(words, true).stream() : exact.stream();
    }

    private List<String> next(List<String> words, boolean shortened) {
        return commands.stream()
                .flatMap(command -> command.form().next(words, shortened).stream())
                .distinct()
                .toList();
    }
}

package io.carillon.local.console;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** What the Tab key offers: words of commands, and the names that the services know. */
final class Completion implements Completer {
    private final CommandTable table;
    private final Names channels;
    private final Names accounts;
    private final Names contexts;

    /** Names that a service knows. */
    @FunctionalInterface
    interface Names {
        List<String> ask() throws NoAnswer, InterruptedException;
    }

    Completion(CommandTable table, Names channels, Names accounts, Names contexts) {
        this.table = table;
        this.channels = channels;
        this.accounts = accounts;
        this.contexts = contexts;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        candidates(line.words().subList(0, line.wordIndex()), line.word())
                .forEach(word -> candidates.add(new Candidate(word)));
    }

    /** @param begun of the word in question, what is there already */
    List<String> candidates(List<String> before, String begun) {
        String folded = begun.toLowerCase(Locale.ROOT);
        return table.next(before)
                .flatMap(word -> Form.isArgument(word) ? names(word).stream() : Stream.of(word))
                .filter(word -> word.toLowerCase(Locale.ROOT).startsWith(folded))
                .distinct()
                .sorted()
                .toList();
    }

    private List<String> names(String argument) {
        try {
            return switch (argument) {
                case "CHANNEL" -> channels.ask();
                case "PEER", "USER" -> accounts.ask();
                case "CONTEXT" -> contexts.ask();
                default -> List.of();
            };
        } catch (NoAnswer nothingToOffer) {
            return List.of();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}

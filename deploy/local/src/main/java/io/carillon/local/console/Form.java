package io.carillon.local.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a command is written: {@code sip show peers [like NAME]}. Words in small letters stand for themselves, those in
 * capitals for something the administrator names; {@code |} separates words of which one stands, brackets hold what may
 * be left out.
 *
 * @param text as the administrator reads it
 * @param patterns every way to write it, without brackets and bars
 */
record Form(String text, List<List<String>> patterns) {

    static Form of(String text) {
        List<List<String>> patterns = new ArrayList<>(List.of(List.of()));
        String[] parts = text.split("\\s*[\\[\\]]\\s*");
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].isEmpty()) {
                continue;
            }
            List<List<String>> with = append(patterns, parts[i]);
            boolean optional = i % 2 == 1;
            if (optional) {
                with.addAll(0, patterns);
            }
            patterns = with;
        }
        return new Form(text, List.copyOf(patterns));
    }

    private static List<List<String>> append(List<List<String>> patterns, String words) {
        List<List<String>> longer = new ArrayList<>(patterns);
        for (String word : words.split(" ")) {
            List<List<String>> next = new ArrayList<>();
            for (List<String> pattern : longer) {
                for (String one : word.split("\\|")) {
                    List<String> more = new ArrayList<>(pattern);
                    more.add(one);
                    next.add(List.copyOf(more));
                }
            }
            longer = next;
        }
        return longer;
    }

    static boolean isArgument(String word) {
        return word.equals(word.toUpperCase(Locale.ROOT)) && Character.isLetter(word.charAt(0));
    }

    /** The words as the form has them, if they are this command: as written, or shortened. */
    Optional<List<String>> match(List<String> words, boolean shortened) {
        return patterns.stream()
                .filter(pattern -> pattern.size() == words.size() && begins(pattern, words, shortened))
                .findFirst()
                .map(pattern -> IntStream.range(0, words.size())
                        .mapToObj(i -> isArgument(pattern.get(i)) ? words.get(i) : pattern.get(i))
                        .toList());
    }

    /** Whether these words are the beginning of the command, and all of it but what the administrator names. */
    boolean lacksArgument(List<String> words) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.size() > words.size()
                        && isArgument(pattern.get(words.size()))
                        && begins(pattern, words, false));
    }

    /** What may stand behind these words. */
    List<String> next(List<String> words, boolean shortened) {
        return patterns.stream()
                .filter(pattern -> pattern.size() > words.size() && begins(pattern, words, shortened))
                .map(pattern -> pattern.get(words.size()))
                .distinct()
                .toList();
    }

    private static boolean begins(List<String> pattern, List<String> words, boolean shortened) {
        return IntStream.range(0, words.size())
                .allMatch(i -> isArgument(pattern.get(i)) || isWord(pattern.get(i), words.get(i), shortened));
    }

    private static boolean isWord(String wanted, String written, boolean shortened) {
        String folded = written.toLowerCase(Locale.ROOT);
        return shortened ? wanted.startsWith(folded) : wanted.equals(folded);
    }
}

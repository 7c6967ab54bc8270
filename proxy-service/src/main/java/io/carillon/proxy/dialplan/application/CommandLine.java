package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Quoting;
import java.util.ArrayList;
import java.util.List;

/**
 * A command in words, split at blanks outside of quotes. Only the plan's own blanks and quotes count: text of a phone
 * is still quoted in the plan's way when this is done, and made plain word by word.
 */
final class CommandLine {
    private static final char NONE = 0;

    private CommandLine() {}

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean within = false;
        char quote = NONE;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == NONE && Character.isWhitespace(c)) {
                if (within) {
                    words.add(Quoting.plain(word.toString()));
                }
                word.setLength(0);
                within = false;
            } else if (c == quote) {
                quote = NONE;
            } else if (quote == NONE && (c == '"' || c == '\'')) {
                quote = c;
                within = true;
            } else {
                word.append(c);
                within = true;
            }
        }
        if (within) {
            words.add(Quoting.plain(word.toString()));
        }
        return List.copyOf(words);
    }
}

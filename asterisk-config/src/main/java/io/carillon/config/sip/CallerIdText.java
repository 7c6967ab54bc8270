package io.carillon.config.sip;

import io.carillon.config.Problems;
import io.carillon.config.Text;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code name <number>}, {@code "name" <number>}, {@code <number>}, a bare number or a bare name. */
final class CallerIdText {
    private static final Pattern NUMBER = Pattern.compile("[+*#]?[0-9*#()./ -]+");
    private static final String QUOTES = "\"“”„«»";

    private CallerIdText() {}

    static CallerId read(Text text, Problems problems) {
        int open = text.value().indexOf('<');
        if (open < 0) {
            boolean number = NUMBER.matcher(text.value()).matches();
            Optional<String> value = present(unquoted(text.value()));
            return number ? new CallerId(Optional.empty(), value) : new CallerId(value, Optional.empty());
        }
        int close = text.value().indexOf('>', open);
        if (close < 0) {
            problems.error(text.at(open), "the '>' behind the caller's number is missing");
            return CallerId.NONE;
        }
        if (close + 1 < text.length()) {
            problems.warning(text.from(close + 1).strip().at(), "the text behind '>' is ignored");
        }
        return new CallerId(
                present(unquoted(text.value().substring(0, open))),
                present(text.value().substring(open + 1, close).strip()));
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }

    private static String unquoted(String text) {
        String bare = text.strip();
        if (bare.length() > 1 && isQuote(bare.charAt(0)) && isQuote(bare.charAt(bare.length() - 1))) {
            return bare.substring(1, bare.length() - 1).strip();
        }
        return bare;
    }

    private static boolean isQuote(char c) {
        return QUOTES.indexOf(c) >= 0;
    }
}

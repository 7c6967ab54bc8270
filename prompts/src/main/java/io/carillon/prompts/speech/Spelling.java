package io.carillon.prompts.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Characters one by one, the same in all languages. What has no prompt is passed over, as Asterisk does. */
public final class Spelling {
    private Spelling() {}

    /** SayDigits(): digits, {@code *}, {@code #} and {@code -}. */
    public static List<String> digits(String text) {
        return each(text, Spelling::digit);
    }

    /** SayAlpha(): letters, digits and signs; capitals sound like small letters. */
    public static List<String> alpha(String text) {
        return each(text, c -> isLetter(c) ? Optional.of("letters/" + c) : sign(c));
    }

    /** SayPhonetic(): alpha, bravo; 9 is niner. */
    public static List<String> phonetic(String text) {
        return each(text, c -> isLetter(c) || c == '9' ? Optional.of("phonetic/" + c + "_p") : sign(c));
    }

    private static List<String> each(String text, CharacterPrompt prompt) {
        List<String> prompts = new ArrayList<>(text.length());
        String small = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < small.length(); i++) {
            prompt.of(small.charAt(i)).ifPresent(prompts::add);
        }
        return prompts;
    }

    private static Optional<String> digit(char c) {
        if (c >= '0' && c <= '9') {
            return Optional.of("digits/" + c);
        }
        return switch (c) {
            case '*' -> Optional.of("digits/star");
            case '#' -> Optional.of("digits/pound");
            case '-' -> Optional.of("digits/minus");
            default -> Optional.empty();
        };
    }

    private static Optional<String> sign(char c) {
        return switch (c) {
            case '!' -> Optional.of("letters/exclaimation-point");
            case '@' -> Optional.of("letters/at");
            case '$' -> Optional.of("letters/dollar");
            case '-' -> Optional.of("letters/dash");
            case '.' -> Optional.of("letters/dot");
            case '=' -> Optional.of("letters/equals");
            case '+' -> Optional.of("letters/plus");
            case '/' -> Optional.of("letters/slash");
            case ' ' -> Optional.of("letters/space");
            default -> digit(c);
        };
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    @FunctionalInterface
    private interface CharacterPrompt {
        Optional<String> of(char c);
    }
}

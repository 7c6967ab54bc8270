package io.carillon.prompts.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a date or a time is said: SayUnixTime()'s third argument, zonemessages of voicemail.conf. Letters of strftime(3), in
 * any order, and prompts by name between single quotes.
 *
 * @param unknown letters that mean nothing and are passed over, for a warning
 */
public record TimeFormat(List<Item> items, String unknown) {

    public TimeFormat {
        items = List.copyOf(items);
    }

    /** One thing that is said. */
    public sealed interface Item {

        /** A prompt of that name. */
        record Prompt(String name) implements Item {}

        /** A part of the date or of the time. */
        enum Field implements Item {
            WEEKDAY("Aa"),
            MONTH("Bbh"),
            /** As an ordinal number. */
            MONTH_NUMBER("m"),
            DAY("de"),
            YEAR("Y"),
            HOUR_OF_12("Il"),
            /** "oh eight". */
            HOUR_OF_24_PADDED("H"),
            HOUR_OF_24("k"),
            MINUTE("M"),
            /** "fourteen hundred". */
            MINUTE_OR_HUNDRED("N"),
            HALF_OF_DAY("Pp"),
            SECOND("S"),
            /** Hour and minute. */
            CLOCK("R"),
            /** Hour, minute and second. */
            CLOCK_WITH_SECONDS("T"),
            /** Today, yesterday, or as much of the date as is needed. */
            RELATIVE_DATE("Q"),
            /** The same, without today in some languages. */
            SHORT_RELATIVE_DATE("q");

            private final String letters;

            Field(String letters) {
                this.letters = letters;
            }

            private static Optional<Field> of(char letter) {
                for (Field field : values()) {
                    if (field.letters.indexOf(letter) >= 0) {
                        return Optional.of(field);
                    }
                }
                return Optional.empty();
            }
        }
    }

    /** Any text is a format; a quote that is not closed ends with the text. */
    public static TimeFormat read(String text) {
        List<Item> items = new ArrayList<>();
        StringBuilder unknown = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char letter = text.charAt(at);
            at++;
            if (letter == '\'') {
                int end = text.indexOf('\'', at);
                int stop = end < 0 ? text.length() : end;
                items.add(new Item.Prompt(text.substring(at, stop)));
                at = stop + 1;
            } else if (!Character.isWhitespace(letter)) {
                Optional<Item.Field> field = Item.Field.of(letter);
                field.ifPresentOrElse(items::add, () -> unknown.append(letter));
            }
        }
        return new TimeFormat(items, unknown.toString());
    }
}

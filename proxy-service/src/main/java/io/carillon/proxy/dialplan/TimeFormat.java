package io.carillon.proxy.dialplan;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** {@code strftime} with English names: {@code %Y-%m-%d %H:%M:%S}. A letter that it does not know stays as written. */
public final class TimeFormat {
    private static final int NANOS_DIGITS = 9;

    private TimeFormat() {}

    public static String of(String format, Instant instant, ZoneId zone) {
        ZonedDateTime time = instant.atZone(zone);
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < format.length() && out.length() < Substitution.MAX_LENGTH) {
            char c = format.charAt(i);
            char letter = i + 1 < format.length() ? format.charAt(i + 1) : '%';
            if (c != '%') {
                out.append(c);
                i++;
            } else if (letter >= '1' && letter <= '9' && format.startsWith("q", i + 2)) {
                out.append(fraction(time, letter - '0'));
                i += 3;
            } else {
                out.append(field(letter, time));
                i += 2;
            }
        }
        return out.toString();
    }

    private static String field(char letter, ZonedDateTime time) {
        return switch (letter) {
            case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'P' -> time.getHour() < 12 ? "am" : "pm";
            case 'z' ->
                time.getOffset().getTotalSeconds() == 0
                        ? "+0000"
                        : time.getOffset().getId().replace(":", "");
            case 'Z' -> time.getZone().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'q' -> fraction(time, 3);
            case '%' -> "%";
            case 'c', 'D', 'F', 'r', 'R', 'T', 'x', 'X', '+' -> composed(letter, time);
            default -> number(letter, time);
        };
    }

    private static String composed(char letter, ZonedDateTime time) {
        String format = switch (letter) {
            case 'c' -> "%a %b %e %H:%M:%S %Y";
            case 'F' -> "%Y-%m-%d";
            case 'r' -> "%I:%M:%S %p";
            case 'R' -> "%H:%M";
            case 'T', 'X' -> "%H:%M:%S";
            case '+' -> "%a %b %e %H:%M:%S %Z %Y";
            default -> "%m/%d/%y";
        };
        return of(format, time.toInstant(), time.getZone());
    }

    private static String number(char letter, ZonedDateTime time) {
        int twelve = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        int sunday = time.getDayOfWeek().getValue() % 7;
        int monday = time.getDayOfWeek().getValue() - 1;
        return switch (letter) {
            case 'C' -> two(time.getYear() / 100);
            case 'd' -> two(time.getDayOfMonth());
            case 'e' -> "%2d".formatted(time.getDayOfMonth());
            case 'g' -> two(time.get(IsoFields.WEEK_BASED_YEAR) % 100);
            case 'G' -> String.valueOf(time.get(IsoFields.WEEK_BASED_YEAR));
            case 'H' -> two(time.getHour());
            case 'I' -> two(twelve);
            case 'j' -> "%03d".formatted(time.getDayOfYear());
            case 'k' -> "%2d".formatted(time.getHour());
            case 'l' -> "%2d".formatted(twelve);
            case 'm' -> two(time.getMonthValue());
            case 'M' -> two(time.getMinute());
            case 's' -> String.valueOf(time.toEpochSecond());
            case 'S' -> two(time.getSecond());
            case 'u' -> String.valueOf(monday + 1);
            case 'U' -> two((time.getDayOfYear() + 6 - sunday) / 7);
            case 'V' -> two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'w' -> String.valueOf(sunday);
            case 'W' -> two((time.getDayOfYear() + 6 - monday) / 7);
            case 'y' -> two(time.getYear() % 100);
            case 'Y' -> String.valueOf(time.getYear());
            default -> "%" + letter;
        };
    }

    private static String two(int number) {
        return "%02d".formatted(number);
    }

    private static String fraction(ZonedDateTime time, int digits) {
        return ("%0" + NANOS_DIGITS + "d")
                .formatted(time.get(ChronoField.NANO_OF_SECOND))
                .substring(0, digits);
    }
}

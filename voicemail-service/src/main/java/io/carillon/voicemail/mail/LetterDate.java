package io.carillon.voicemail.mail;

import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** {@code emaildateformat}: the letters of strftime(3) that dates are written with. One that is not known stays as written. */
final class LetterDate {
    private final ZonedDateTime time;
    private final Locale locale;

    LetterDate(ZonedDateTime time, Locale locale) {
        this.time = time;
        this.locale = locale;
    }

    String as(String format) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && i + 1 < format.length()) {
                i++;
                out.append(field(format.charAt(i)));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private String field(char letter) {
        return switch (letter) {
            case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, locale);
            case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, locale);
            case 'b', 'h' -> time.getMonth().getDisplayName(TextStyle.SHORT, locale);
            case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, locale);
            case 'd' -> two(time.getDayOfMonth());
            case 'e' -> "%2d".formatted(time.getDayOfMonth());
            case 'H' -> two(time.getHour());
            case 'I' -> two(ofTwelve());
            case 'j' -> "%03d".formatted(time.getDayOfYear());
            case 'k' -> "%2d".formatted(time.getHour());
            case 'l' -> "%2d".formatted(ofTwelve());
            case 'm' -> two(time.getMonthValue());
            case 'M' -> two(time.getMinute());
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'P' -> time.getHour() < 12 ? "am" : "pm";
            case 'S' -> two(time.getSecond());
            case 'y' -> two(time.getYear() % 100);
            case 'Y' -> String.valueOf(time.getYear());
            case 'z' ->
                time.getOffset().getTotalSeconds() == 0
                        ? "+0000"
                        : time.getOffset().getId().replace(":", "");
            case 'Z' -> time.getZone().getDisplayName(TextStyle.SHORT, locale);
            case '%' -> "%";
            default -> composed(letter);
        };
    }

    private String composed(char letter) {
        return switch (letter) {
            case 'c' -> as("%a %b %e %H:%M:%S %Y");
            case 'D', 'x' -> as("%m/%d/%y");
            case 'F' -> as("%Y-%m-%d");
            case 'r' -> as("%I:%M:%S %p");
            case 'R' -> as("%H:%M");
            case 'T', 'X' -> as("%H:%M:%S");
            default -> "%" + letter;
        };
    }

    private int ofTwelve() {
        return time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    }

    private static String two(int number) {
        return "%02d".formatted(number);
    }
}

package io.carillon.prompts.speech;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** French of France, by Asterisk's prompts: quatre-vingt-onze, vingt et une minutes, le premier juin, quatorze heures trente. */
public record French() implements Language {
    private static final TimeFormat USUAL = TimeFormat.read("AdBY 'digits/at' HM");
    private static final TimeFormat ENVELOPE = TimeFormat.read("'vm-received' q 'digits/at' HM");

    @Override
    public String code() {
        return "fr";
    }

    @Override
    public List<String> number(long value, Gender gender) {
        if (value <= -TOO_LARGE || value >= TOO_LARGE) {
            return Language.spelled(value);
        }
        List<String> prompts = new ArrayList<>();
        if (value < 0) {
            prompts.add("digits/minus");
        }
        count(Math.abs(value), gender, prompts);
        return prompts;
    }

    private static void count(long value, Gender gender, List<String> into) {
        long rest = large(value, into);
        if (rest > 0 || value == 0) {
            small(rest, gender == Gender.FEMININE ? "digits/1F" : "digits/1", "digits/", into);
        }
    }

    /** Says all but the last two digits, which it returns. A hundred and a thousand are not counted when there is one. */
    private static long large(long value, List<String> into) {
        long rest = value;
        rest = scale(rest, 1_000_000_000, "digits/billion", true, into);
        rest = scale(rest, 1_000_000, "digits/million", true, into);
        rest = scale(rest, 1000, "digits/thousand", false, into);
        return scale(rest, 100, "digits/hundred", false, into);
    }

    private static long scale(long value, long unit, String word, boolean countsOne, List<String> into) {
        long units = value / unit;
        if (units > 1 || (units == 1 && countsOne)) {
            count(units, Gender.MASCULINE, into);
        }
        if (units > 0) {
            into.add(word);
        }
        return value % unit;
    }

    /**
     * Up to 99, by scores from sixty on.
     *
     * @param one what the word for 1 is
     * @param last how the prompt of the last word begins
     */
    private static void small(long value, String one, String last, List<String> into) {
        long rest = value;
        if (value > 20 && value % 10 == 0 && value != 70 && value != 90) {
            into.add(last + value);
            return;
        }
        if (value > 20) {
            long base = value < 60 ? value / 10 * 10 : value / 20 * 20;
            rest = value - base;
            into.add("digits/" + base);
            // Vingt et un, soixante et onze, but quatre-vingt-un and quatre-vingt-onze.
            if (rest % 10 == 1 && base < 80) {
                into.add("digits/et");
            }
        }
        into.add(rest == 1 ? one : last + rest);
    }

    @Override
    public List<String> ordinal(long value, Gender gender) {
        if (value <= 0 || value >= TOO_LARGE) {
            return number(value, gender);
        }
        if (value == 1) {
            return List.of(gender == Gender.FEMININE ? "digits/h-1F" : "digits/h-1");
        }
        List<String> prompts = new ArrayList<>();
        long rest = large(value, prompts);
        if (rest == 0) {
            prompts.add(prompts.removeLast().replace("digits/", "digits/h-"));
        } else if (rest == 70 || rest == 90) {
            prompts.add("digits/h-" + rest);
        } else {
            small(rest, "digits/h-ieme", "digits/h-", prompts);
        }
        return prompts;
    }

    @Override
    public List<String> field(TimeFormat.Item.Field field, ZonedDateTime when, ZonedDateTime now) {
        return switch (field) {
            case WEEKDAY -> List.of("digits/day-" + when.getDayOfWeek().getValue() % 7);
            case MONTH -> List.of("digits/mon-" + (when.getMonthValue() - 1));
            case MONTH_NUMBER -> ordinal(when.getMonthValue(), Gender.MASCULINE);
            case DAY ->
                when.getDayOfMonth() == 1
                        ? ordinal(1, Gender.MASCULINE)
                        : number(when.getDayOfMonth(), Gender.MASCULINE);
            case YEAR -> number(when.getYear(), Gender.MASCULINE);
            case HOUR_OF_12 -> hours((when.getHour() + 11) % 12 + 1);
            case HOUR_OF_24_PADDED, HOUR_OF_24 -> hours(when.getHour());
            case MINUTE, MINUTE_OR_HUNDRED ->
                when.getMinute() == 0 ? List.of() : number(when.getMinute(), Gender.FEMININE);
            case HALF_OF_DAY -> List.of(when.getHour() < 12 ? "digits/a-m" : "digits/p-m");
            case SECOND -> counted(when.getSecond(), "second");
            case CLOCK -> time(when, TimeFormat.read("HM"), now);
            case CLOCK_WITH_SECONDS -> time(when, TimeFormat.read("HMS"), now);
            case RELATIVE_DATE -> relativeDate(when, now, false);
            case SHORT_RELATIVE_DATE -> relativeDate(when, now, true);
        };
    }

    /** Une heure, vingt et une heures: one prompt for both forms, which sound alike. */
    private List<String> hours(int hour) {
        List<String> prompts = new ArrayList<>(number(hour, Gender.FEMININE));
        prompts.add("digits/oclock");
        return prompts;
    }

    private List<String> relativeDate(ZonedDateTime when, ZonedDateTime now, boolean brief) {
        long days = ChronoUnit.DAYS.between(now.toLocalDate(), when.toLocalDate());
        if (days == 0) {
            return brief ? List.of() : List.of("digits/today");
        }
        if (days == 1 || days == -1) {
            return List.of(days == 1 ? "digits/tomorrow" : "digits/yesterday");
        }
        boolean lastWeek = days < 0 && days > -7;
        return time(when, TimeFormat.read(brief && lastWeek ? "A" : "AdBY"), now);
    }

    @Override
    public TimeFormat usualFormat() {
        return USUAL;
    }

    @Override
    public TimeFormat envelopeFormat() {
        return ENVELOPE;
    }

    @Override
    public List<String> duration(Duration duration) {
        List<String> prompts = new ArrayList<>();
        if (duration.toHours() > 0) {
            prompts.addAll(counted(duration.toHours(), "hour"));
        }
        if (duration.toMinutesPart() > 0) {
            prompts.addAll(counted(duration.toMinutesPart(), "minute"));
        }
        if (duration.toSecondsPart() > 0 || prompts.isEmpty()) {
            prompts.addAll(counted(duration.toSecondsPart(), "second"));
        }
        return prompts;
    }

    /** Zéro and une are singular. */
    private List<String> counted(long value, String unit) {
        List<String> prompts = new ArrayList<>(number(value, Gender.FEMININE));
        prompts.add(value < 2 ? unit : unit + "s");
        return prompts;
    }

    @Override
    public List<String> noMessages() {
        return List.of("vm-youhaveno", "vm-message");
    }

    /** Nouveaux messages, but messages de travail. */
    @Override
    public List<String> messagesIn(Folder folder) {
        return switch (folder) {
            case NEW, OLD -> List.of(folder.prompt(), "vm-messages");
            case WORK, FAMILY, FRIENDS -> List.of("vm-messages", folder.prompt());
        };
    }
}

package io.carillon.prompts.speech;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** American English as Asterisk speaks it: one hundred one, June first, two thirty P M. */
public record English() implements Language {
    private static final TimeFormat USUAL = TimeFormat.read("ABdY 'digits/at' IMp");
    private static final TimeFormat ENVELOPE = TimeFormat.read("'vm-received' q 'digits/at' IMp");
    private static final long DAYS_OF_A_MONTH = 30;
    private static final long DAYS_OF_HALF_A_YEAR = 182;

    @Override
    public String code() {
        return "en";
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
        count(Math.abs(value), prompts);
        return prompts;
    }

    private static void count(long value, List<String> into) {
        long rest = large(value, into);
        if (rest > 20) {
            into.add("digits/" + rest / 10 * 10);
            rest %= 10;
        }
        if (rest > 0 || value == 0) {
            into.add("digits/" + rest);
        }
    }

    /** Says all but the last two digits, which it returns. */
    private static long large(long value, List<String> into) {
        long rest = value;
        rest = scale(rest, 1_000_000_000, "digits/billion", into);
        rest = scale(rest, 1_000_000, "digits/million", into);
        rest = scale(rest, 1000, "digits/thousand", into);
        return scale(rest, 100, "digits/hundred", into);
    }

    private static long scale(long value, long unit, String word, List<String> into) {
        if (value >= unit) {
            count(value / unit, into);
            into.add(word);
        }
        return value % unit;
    }

    @Override
    public List<String> ordinal(long value, Gender gender) {
        if (value <= 0 || value >= TOO_LARGE) {
            return number(value, gender);
        }
        List<String> prompts = new ArrayList<>();
        long rest = large(value, prompts);
        if (rest == 0) {
            prompts.add(prompts.removeLast().replace("digits/", "digits/h-"));
        } else if (rest <= 20 || rest % 10 == 0) {
            prompts.add("digits/h-" + rest);
        } else {
            prompts.add("digits/" + rest / 10 * 10);
            prompts.add("digits/h-" + rest % 10);
        }
        return prompts;
    }

    @Override
    public List<String> field(TimeFormat.Item.Field field, ZonedDateTime when, ZonedDateTime now) {
        return switch (field) {
            case WEEKDAY -> List.of("digits/day-" + when.getDayOfWeek().getValue() % 7);
            case MONTH -> List.of("digits/mon-" + (when.getMonthValue() - 1));
            case MONTH_NUMBER -> ordinal(when.getMonthValue(), Gender.MASCULINE);
            case DAY -> ordinal(when.getDayOfMonth(), Gender.MASCULINE);
            case YEAR -> year(when.getYear());
            case HOUR_OF_12 -> plain((when.getHour() + 11) % 12 + 1);
            case HOUR_OF_24_PADDED -> when.getHour() == 0 ? List.of("digits/oh") : padded(when.getHour());
            case HOUR_OF_24 -> when.getHour() == 0 ? List.of("digits/oh") : plain(when.getHour());
            case MINUTE -> when.getMinute() == 0 ? List.of("digits/oclock") : padded(when.getMinute());
            case MINUTE_OR_HUNDRED -> when.getMinute() == 0 ? List.of("digits/hundred") : padded(when.getMinute());
            case HALF_OF_DAY -> List.of(when.getHour() < 12 ? "digits/a-m" : "digits/p-m");
            case SECOND -> when.getSecond() == 0 ? plain(0) : padded(when.getSecond());
            case CLOCK -> time(when, TimeFormat.read("HM"), now);
            case CLOCK_WITH_SECONDS -> time(when, TimeFormat.read("HMS"), now);
            case RELATIVE_DATE, SHORT_RELATIVE_DATE -> relativeDate(when, now);
        };
    }

    private List<String> plain(int value) {
        return number(value, Gender.MASCULINE);
    }

    /** Oh eight. */
    private List<String> padded(int value) {
        return value < 10 ? List.of("digits/oh", "digits/" + value) : plain(value);
    }

    private List<String> year(int year) {
        if (year < 1901 || year > 1999) {
            return plain(year);
        }
        List<String> prompts = new ArrayList<>(List.of("digits/19"));
        prompts.addAll(padded(year - 1900));
        return prompts;
    }

    private List<String> relativeDate(ZonedDateTime when, ZonedDateTime now) {
        long days = ChronoUnit.DAYS.between(now.toLocalDate(), when.toLocalDate());
        if (days >= -1 && days <= 1) {
            return List.of(days == 0 ? "digits/today" : days == 1 ? "digits/tomorrow" : "digits/yesterday");
        }
        return time(when, TimeFormat.read(dateAt(Math.abs(days))), now);
    }

    /** The further away, the less the weekday and the more the year matter. */
    private static String dateAt(long days) {
        if (days < 7) {
            return "A";
        }
        if (days <= DAYS_OF_A_MONTH) {
            return "ABd";
        }
        return days <= DAYS_OF_HALF_A_YEAR ? "Bd" : "BdY";
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
        count(duration.toHours(), "hour", prompts);
        count(duration.toMinutesPart(), "minute", prompts);
        if (duration.toSecondsPart() > 0 || prompts.isEmpty()) {
            prompts.addAll(plain(duration.toSecondsPart()));
            prompts.add(duration.toSecondsPart() == 1 ? "second" : "seconds");
        }
        return prompts;
    }

    private void count(long value, String unit, List<String> into) {
        if (value > 0) {
            into.addAll(number(value, Gender.MASCULINE));
            into.add(value == 1 ? unit : unit + "s");
        }
    }

    @Override
    public List<String> noMessages() {
        return List.of("vm-youhave", "vm-no", "vm-messages");
    }

    @Override
    public List<String> messagesIn(Folder folder) {
        return List.of(folder.prompt(), "vm-messages");
    }
}

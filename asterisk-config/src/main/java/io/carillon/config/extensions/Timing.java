package io.carillon.config.extensions;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code times,weekdays,days,months[,zone]} of an include, GotoIfTime or IFTIME: {@code 9:00-17:00,mon-fri,*,jan-mar&oct}. Both ends of a
 * range belong to it, and a range may run over midnight or the new year. A field that cannot be understood covers
 * nothing: a door that should be shut at night stays shut.
 */
public record Timing(BitSet minutes, BitSet weekdays, BitSet days, BitSet months, Optional<ZoneId> zone) {
    private static final int MINUTES = 24 * 60;
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{2})");
    private static final Pattern DAY = Pattern.compile("\\d{1,2}");
    private static final List<String> WEEKDAYS =
            Stream.of(DayOfWeek.values()).map(day -> shortName(day.name())).toList();
    private static final List<String> MONTHS =
            Stream.of(Month.values()).map(month -> shortName(month.name())).toList();
    private static final int NOT_UNDERSTOOD = -1;
    private static final List<String> FIELDS = List.of("time of day", "day of the week", "day of the month", "month");

    /** Fields are separated by commas, or by bars as in old files. */
    public static Timing parse(String text) {
        String[] fields = fields(text);
        return new Timing(
                field(fields, 0, MINUTES, Timing::minute),
                field(fields, 1, WEEKDAYS.size(), name -> WEEKDAYS.indexOf(shortName(name))),
                field(fields, 2, 31, Timing::day),
                field(fields, 3, MONTHS.size(), name -> MONTHS.indexOf(shortName(name))),
                fields.length > 4 ? zone(fields[4].strip()) : Optional.empty());
    }

    private static String[] fields(String text) {
        return text.split("[,|]", -1);
    }

    /** What of it cannot be understood and therefore covers nothing, in words; empty when all is well. */
    public static Optional<String> fault(String text) {
        String[] fields = fields(text);
        if (fields.length > 4 && !fields[4].isBlank() && zone(fields[4].strip()).isEmpty()) {
            return Optional.of("there is no time zone " + fields[4].strip() + ": the server's own is taken");
        }
        Timing timing = parse(text);
        List<BitSet> covered = List.of(timing.minutes, timing.weekdays, timing.days, timing.months);
        for (int i = 0; i < covered.size(); i++) {
            if (covered.get(i).isEmpty()) {
                return Optional.of("this is no " + FIELDS.get(i) + ": " + fields[i].strip() + "; it covers nothing");
            }
        }
        return Optional.empty();
    }

    public boolean covers(Instant now, ZoneId local) {
        ZonedDateTime time = now.atZone(zone.orElse(local));
        return minutes.get(time.getHour() * 60 + time.getMinute())
                && weekdays.get(time.getDayOfWeek().getValue() - 1)
                && days.get(time.getDayOfMonth() - 1)
                && months.get(time.getMonthValue() - 1);
    }

    private static BitSet field(String[] fields, int index, int size, ToIntFunction<String> value) {
        BitSet covered = new BitSet(size);
        String text = index < fields.length ? fields[index].strip() : "*";
        if (text.isEmpty() || text.equals("*")) {
            covered.set(0, size);
            return covered;
        }
        for (String range : text.split("&", -1)) {
            String[] ends = range.split("-", 2);
            int from = value.applyAsInt(ends[0].strip());
            int to = ends.length == 2 ? value.applyAsInt(ends[1].strip()) : from;
            if (from != NOT_UNDERSTOOD && to != NOT_UNDERSTOOD) {
                covered.set(from);
                for (int i = from; i != to; i = (i + 1) % size) {
                    covered.set((i + 1) % size);
                }
            }
        }
        return covered;
    }

    private static int minute(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return NOT_UNDERSTOOD;
        }
        int minute = Integer.parseInt(time.group(1)) * 60 + Integer.parseInt(time.group(2));
        return minute < MINUTES ? minute : NOT_UNDERSTOOD;
    }

    private static int day(String text) {
        int day = DAY.matcher(text).matches() ? Integer.parseInt(text) : 0;
        return day >= 1 && day <= 31 ? day - 1 : NOT_UNDERSTOOD;
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(name));
        } catch (DateTimeException _) {
            // The server's own zone is nearer to what was meant than no zone at all.
            return Optional.empty();
        }
    }

    private static String shortName(String name) {
        return name.substring(0, Math.min(3, name.length())).toLowerCase(Locale.ROOT);
    }
}

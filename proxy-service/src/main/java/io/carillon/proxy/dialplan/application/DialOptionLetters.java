package io.carillon.proxy.dialplan.application;

import io.carillon.protocol.media.Sound;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.DialOptions;
import io.carillon.proxy.dialplan.DialOptions.Flag;
import io.carillon.proxy.dialplan.DialOptions.Keys;
import io.carillon.proxy.dialplan.DialOptions.Transfers;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The third argument of Dial: letters, some of them with brackets behind. */
final class DialOptionLetters {
    private static final Pattern OPTION = Pattern.compile("(\\S)(?:\\(([^()]*)\\))?");
    private static final Pattern NO_KEY = Pattern.compile("[^0-9*#A-Dw]");

    /** Keys for a door or an answering machine; a caller who sends more has lost its way. */
    private static final int MOST_KEYS = 64;

    private final Run run;
    private final EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
    private final StringBuilder ignored = new StringBuilder();
    private Optional<Sound> music = Optional.empty();
    private List<Sound> announcement = List.of();
    private Optional<Duration> limit = Optional.empty();
    private Keys keys = Keys.NONE;

    private DialOptionLetters(Run run) {
        this.run = run;
    }

    static DialOptions read(Run run, String text) {
        return new DialOptionLetters(run).read(text);
    }

    private DialOptions read(String text) {
        Matcher letters = OPTION.matcher(text);
        while (letters.find()) {
            option(letters.group(1), Optional.ofNullable(letters.group(2)).map(Quoting::plain));
        }
        if (!ignored.isEmpty()) {
            run.warnOnce("these options of Dial have no effect in Carillon: " + ignored);
        }
        Sound onHold = Music.of(run, Optional.empty());
        return new DialOptions(flags, tone("ring"), music, onHold, announcement, limit, keys, transfers());
    }

    private Transfers transfers() {
        Optional<String> context =
                run.variable("TRANSFER_CONTEXT").map(Quoting::plain).filter(name -> !name.isEmpty());
        return new Transfers(context, run.spoken(), tone("dial"));
    }

    private Sound tone(String signal) {
        return new Sound.Tones(signal, ToneZone.of(run), Sound.LONGEST);
    }

    private void option(String letter, Optional<String> value) {
        switch (letter) {
            case "r" -> flags.add(Flag.RING_AT_ONCE);
            case "g" -> flags.add(Flag.GO_ON);
            case "h" -> flags.add(Flag.CALLEE_ENDS_BY_KEY);
            case "H" -> flags.add(Flag.CALLER_ENDS_BY_KEY);
            case "t" -> flags.add(Flag.CALLEE_TRANSFERS);
            case "T" -> flags.add(Flag.CALLER_TRANSFERS);
            case "m" -> music = Optional.of(Music.of(run, value));
            case "A" -> announcement = Prompts.in(run.spoken(), value.orElse(""));
            case "D" -> keys = keys(value.orElse(""));
            case "L" -> limit(value.map(text -> text.split(":", 2)[0]).flatMap(Arguments::milliseconds), letter);
            case "S" -> limit(value.flatMap(Arguments::seconds), letter);
            default -> ignored.append(letter);
        }
    }

    private void limit(Optional<Duration> time, String letter) {
        Optional<Duration> positive = time.filter(Duration::isPositive);
        if (positive.isEmpty()) {
            run.warnOnce("option " + letter + " of Dial takes a time, as in L(60000) or S(60): there is no limit");
        } else if (limit.isEmpty() || positive.get().compareTo(limit.get()) < 0) {
            limit = positive;
        }
    }

    private static Keys keys(String value) {
        String[] sides = value.split(":", 3);
        return new Keys(known(sides[0]), sides.length > 1 ? known(sides[1]) : "");
    }

    private static String known(String text) {
        String keys = NO_KEY.matcher(text).replaceAll("");
        return keys.substring(0, Math.min(keys.length(), MOST_KEYS));
    }
}

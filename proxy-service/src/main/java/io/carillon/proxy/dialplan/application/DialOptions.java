package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.DialRequest.Option;
import io.carillon.proxy.dialplan.Run;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The third argument of Dial: letters, some of them with brackets behind. */
final class DialOptions {
    private static final Pattern OPTION = Pattern.compile("(\\S)(?:\\([^()]*\\))?");

    private DialOptions() {}

    static Set<Option> read(Run run, String text) {
        EnumSet<Option> options = EnumSet.noneOf(Option.class);
        StringBuilder ignored = new StringBuilder();
        Matcher letters = OPTION.matcher(text);
        while (letters.find()) {
            option(letters.group(1)).ifPresentOrElse(options::add, () -> ignored.append(letters.group(1)));
        }
        if (!ignored.isEmpty()) {
            run.warnOnce("these options of Dial have no effect in Carillon: " + ignored);
        }
        return options;
    }

    private static Optional<Option> option(String letter) {
        return switch (letter) {
            case "r" -> Optional.of(Option.RING_AT_ONCE);
            case "t" -> Optional.of(Option.CALLEE_MAY_TRANSFER);
            case "T" -> Optional.of(Option.CALLER_MAY_TRANSFER);
            case "m" -> Optional.of(Option.MUSIC);
            default -> Optional.empty();
        };
    }
}

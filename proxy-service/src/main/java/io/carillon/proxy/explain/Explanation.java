package io.carillon.proxy.explain;

import io.carillon.protocol.sip.ReasonPhrase;
import io.carillon.proxy.dialplan.Caller;
import io.carillon.proxy.dialplan.Ending;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a plan would do with a call.
 *
 * @param caller as the account says, before the plan changed it
 * @param answered whether the caller was answered
 * @param left whether the caller hung up before the plan was over
 * @param length from the INVITE to the end
 */
public record Explanation(
        Caller caller,
        String context,
        ZonedDateTime at,
        List<Line> lines,
        Ending ending,
        boolean answered,
        boolean left,
        Duration length) {
    public Explanation {
        lines = List.copyOf(lines);
    }

    /** For people: a line each, times in seconds since the call came. */
    public List<String> text() {
        List<String> text = new ArrayList<>();
        text.add("%s dials %s in [%s], %s".formatted(caller.account(), caller.dialled(), context, at));
        int places = widest(Explanation::placeOf);
        int files = widest(Explanation::fileOf);
        for (Line line : lines) {
            String columns = "%8s  %s  %s  "
                    .formatted(seconds(line.after()), padded(fileOf(line), files), padded(placeOf(line), places));
            text.add(columns + wording(line));
        }
        text.add(conclusion());
        return List.copyOf(text);
    }

    /** How the call ends, as a sentence. */
    public String conclusion() {
        return "The call is over after %s: %s".formatted(seconds(length).substring(1), how());
    }

    private String how() {
        if (left) {
            return "the caller hangs up";
        }
        String cause = ", cause " + ending.cause();
        return answered
                ? "the call ends with BYE" + cause
                : "the caller is told %d %s%s"
                        .formatted(ending.sipStatus(), ReasonPhrase.of(ending.sipStatus()), cause);
    }

    private int widest(Function<Line, String> column) {
        return lines.stream().map(column).mapToInt(String::length).max().orElse(0);
    }

    private static String fileOf(Line line) {
        return switch (line) {
            case Line.Step step -> step.at().file() + ":" + step.at().line();
            case Line.Logged logged -> logged.at().file() + ":" + logged.at().line();
            case Line.Happening _ -> "";
        };
    }

    private static String placeOf(Line line) {
        return switch (line) {
            case Line.Step step ->
                "[%s] %s,%d"
                        .formatted(
                                step.place().context(),
                                step.place().extension(),
                                step.place().priority());
            case Line.Logged _, Line.Happening _ -> "";
        };
    }

    private static String wording(Line line) {
        return switch (line) {
            case Line.Step step -> step.application() + "(" + step.arguments() + ")";
            case Line.Logged logged -> "! " + logged.text();
            case Line.Happening happening -> "  " + happening.text();
        };
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** {@code +2.0 s}. */
    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "+%.1f s", time.toMillis() / 1000.0);
    }
}

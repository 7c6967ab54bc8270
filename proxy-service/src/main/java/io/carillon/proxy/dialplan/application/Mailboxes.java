package io.carillon.proxy.dialplan.application;

import io.carillon.protocol.media.Gain;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.Target;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the two applications of voicemail have in common: the names of mailboxes, and where their callers go on. */
final class Mailboxes {
    /** As in voicemail.conf. */
    private static final Pattern BOX = Pattern.compile("[0-9A-Za-z_.-]{1,40}(?:@[0-9A-Za-z_.-]{1,40})?");

    private static final Pattern GAIN = Pattern.compile("g(?:\\([^)]*\\))?");

    private static final String USUAL_CONTEXT = "default";

    /** Nobody leaves one message with more. */
    private static final int MOST = 100;

    /** By which the operator is asked for. */
    static final char OPERATOR = '0';

    /** By which voicemail is left for the plan's extension {@code a}. */
    static final char AWAY = '*';

    private static final String OPERATORS_EXTENSION = "o";
    private static final String EXTENSION_AWAY = "a";

    private Mailboxes() {}

    /** {@code 1000@default&1001}; what is no mailbox's name is left out and told. */
    static List<String> named(Run run, String text) {
        return Arguments.split(text, '&').stream()
                .map(Quoting::plain)
                .filter(name -> !name.isEmpty())
                .filter(name -> isName(run, name))
                .map(name -> name.contains("@") ? name : name + "@" + USUAL_CONTEXT)
                .limit(MOST)
                .toList();
    }

    private static boolean isName(Run run, String name) {
        boolean valid = BOX.matcher(name).matches();
        if (!valid) {
            run.log("there is no mailbox " + name);
        }
        return valid;
    }

    /** {@code x(7)} among option letters. */
    static OptionalInt number(String options, char letter) {
        Matcher found =
                Pattern.compile(letter + "\\(\\s*([+-]?\\d{1,3})\\s*\\)").matcher(options);
        return found.find() ? OptionalInt.of(Integer.parseInt(found.group(1))) : OptionalInt.empty();
    }

    /** {@code g(n)}; what is no such number changes nothing. */
    static Gain gain(Run run, String options) {
        Matcher given = GAIN.matcher(options);
        if (!given.find()) {
            return Gain.NONE;
        }
        OptionalInt decibels = number(options, 'g');
        if (decibels.isEmpty() || !Gain.isPossible(decibels.getAsInt())) {
            run.warnOnce(
                    given.group() + " changes nothing: g takes whole decibels from -" + Gain.MOST + " to " + Gain.MOST);
            return Gain.NONE;
        }
        return new Gain(decibels.getAsInt());
    }

    /** The letters alone, without what stands between brackets. */
    static String letters(String options) {
        return options.replaceAll("\\([^)]*\\)", "");
    }

    /** By which keys a caller may leave: those that the context has an extension for. */
    static String exits(Run run) {
        String context = run.place().context();
        return (run.has(context, OPERATORS_EXTENSION) ? String.valueOf(OPERATOR) : "")
                + (run.has(context, EXTENSION_AWAY) ? String.valueOf(AWAY) : "");
    }

    /** Sets {@code VMSTATUS}, and goes where the key leads by which the caller has left. */
    static Outcome conclude(Run run, VoicemailResult result, String context) {
        run.set("VMSTATUS", result.status().name());
        Optional<String> extension = result.exit().map(key -> switch (key) {
            case OPERATOR -> OPERATORS_EXTENSION;
            case AWAY -> EXTENSION_AWAY;
            default -> String.valueOf(key);
        });
        return extension
                .filter(name -> run.has(context, name))
                .<Outcome>map(name -> new Outcome.Jump(Target.of(context, name)))
                .orElse(Outcome.NEXT);
    }
}

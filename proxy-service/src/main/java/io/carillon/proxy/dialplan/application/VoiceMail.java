package io.carillon.proxy.dialplan.application;

import io.carillon.protocol.sip.voicemail.VoicemailRequest.Purpose;
import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.VoicemailVisit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code VoiceMail(box[@context][&box…][,options])}: leaves a message. Options: {@code u} and {@code b} greet as for
 * nobody there and as for a busy line, {@code s} skips the instructions, {@code d} lets one digit lead to an extension, {@code
 * g(n)} makes the message n decibels louder. Old files put the letters before the number: {@code VoiceMail(u1000)}.
 */
final class VoiceMail implements Application {
    private static final Pattern OLD_FORM = Pattern.compile("([subSUB]+)([0-9].*)");
    private static final String FLAGS = "subd";
    private static final String DIGITS = "123456789";

    @Override
    public String name() {
        return "VoiceMail";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        String text = arguments.at(0).orElse("");
        String options = arguments.at(1).orElse("");
        Matcher old = OLD_FORM.matcher(text);
        if (old.matches()) {
            options += old.group(1).toLowerCase(Locale.ROOT);
            text = old.group(2);
        }
        List<String> boxes = Mailboxes.named(run, text);
        if (boxes.isEmpty()) {
            run.warnOnce("VoiceMail takes the number of a mailbox");
            run.set("VMSTATUS", "FAILED");
            return Outcome.NEXT;
        }
        String letters = Mailboxes.letters(options);
        String context = run.place().context();
        VoicemailVisit visit = new VoicemailVisit(
                Purpose.LEAVE,
                boxes,
                FLAGS.chars()
                        .filter(flag -> letters.indexOf(flag) >= 0)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()),
                Mailboxes.exits(run) + (letters.contains("d") ? extensions(run, context) : ""),
                Mailboxes.gain(run, options),
                OptionalInt.empty(),
                run.spoken());
        return Mailboxes.conclude(run, run.voicemail(visit), context);
    }

    private static String extensions(Run run, String context) {
        return DIGITS.chars()
                .mapToObj(Character::toString)
                .filter(digit -> run.has(context, digit))
                .collect(Collectors.joining());
    }
}

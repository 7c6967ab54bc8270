package io.carillon.proxy.dialplan.application;

import io.carillon.protocol.sip.voicemail.VoicemailRequest.Purpose;
import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.VoicemailVisit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code VoiceMailMain([box][@context][,options])}: hears messages, after log-in. Options: {@code s} asks for no password,
 * {@code p} takes the box for what stands before the number that the caller keys in, {@code a(n)} begins in that folder, {@code g(n)}
 * makes what is recorded n decibels louder.
 */
final class VoiceMailMain implements Application {
    private static final String FLAGS = "sp";

    @Override
    public String name() {
        return "VoiceMailMain";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        String options = arguments.at(1).orElse("");
        String letters = Mailboxes.letters(options);
        VoicemailVisit visit = new VoicemailVisit(
                Purpose.HEAR,
                arguments.at(0).map(box -> Mailboxes.named(run, box)).orElse(List.of()),
                FLAGS.chars()
                        .filter(flag -> letters.indexOf(flag) >= 0)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()),
                Mailboxes.exits(run),
                Mailboxes.gain(run, options),
                Mailboxes.number(options, 'a'),
                run.spoken());
        return Mailboxes.conclude(run, run.voicemail(visit), run.place().context());
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.prompts.speech.Language;
import io.carillon.prompts.speech.TimeFormat;
import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;

/** {@code SayUnixTime([seconds[,zone[,format]]])}: a date and a time in the caller's language; now, where no time is given. */
final class SayUnixTime implements Application {
    @Override
    public String name() {
        return "SayUnixTime";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        Instant when = arguments
                .at(0)
                .map(Quoting::plain)
                .filter(text -> text.matches("\\d{1,11}"))
                .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
                .orElse(run.now());
        ZoneId zone =
                arguments.at(1).map(Quoting::plain).map(name -> zone(run, name)).orElse(run.zone());
        Language language = Language.of(run.spoken());
        TimeFormat format =
                arguments.at(2).map(Quoting::plain).map(TimeFormat::read).orElse(language.usualFormat());
        run.say(language.time(when.atZone(zone), format, run.now().atZone(zone)), "");
        return Outcome.NEXT;
    }

    private static ZoneId zone(Run run, String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            run.warnOnce("there is no time zone " + name + ": it is " + run.zone());
            return run.zone();
        }
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/**
 * {@code Playback(prompt[&prompt…][,skip|noanswer])}: answers, unless told not to, and plays to the end. PLAYBACKSTATUS says
 * whether all of it was there.
 */
final class Playback implements Application {
    private static final String STATUS = "PLAYBACKSTATUS";

    @Override
    public String name() {
        return "Playback";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        String options = arguments.at(1).orElse("");
        boolean answered = run.channel().answered();
        if (arguments.at(0).isEmpty()) {
            run.warnOnce("Playback takes the name of a prompt");
        } else if (answered || !options.contains("skip")) {
            if (!options.contains("noanswer")) {
                run.channel().answer();
            }
            Prompts.status(run, STATUS, run.say(Prompts.named(arguments.at(0).get()), ""));
        } else {
            run.set(STATUS, "SUCCESS");
        }
        return Outcome.NEXT;
    }
}

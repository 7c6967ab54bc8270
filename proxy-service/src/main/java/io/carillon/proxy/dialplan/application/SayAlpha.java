package io.carillon.proxy.dialplan.application;

import io.carillon.prompts.speech.Spelling;
import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;

/** {@code SayAlpha(text)}: letter by letter. */
final class SayAlpha implements Application {
    @Override
    public String name() {
        return "SayAlpha";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        run.say(Spelling.alpha(Quoting.plain(arguments.text())), "");
        return Outcome.NEXT;
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.prompts.speech.Spelling;
import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;

/** {@code SayDigits(text)}: digit by digit. */
final class SayDigits implements Application {
    @Override
    public String name() {
        return "SayDigits";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        run.say(Spelling.digits(Quoting.plain(arguments.text())), "");
        return Outcome.NEXT;
    }
}

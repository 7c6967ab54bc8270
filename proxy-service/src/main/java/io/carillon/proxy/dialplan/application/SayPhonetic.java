package io.carillon.proxy.dialplan.application;

import io.carillon.prompts.speech.Spelling;
import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;

/** {@code SayPhonetic(text)}: letter by letter, as alpha, bravo. */
final class SayPhonetic implements Application {
    @Override
    public String name() {
        return "SayPhonetic";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        run.say(Spelling.phonetic(Quoting.plain(arguments.text())), "");
        return Outcome.NEXT;
    }
}

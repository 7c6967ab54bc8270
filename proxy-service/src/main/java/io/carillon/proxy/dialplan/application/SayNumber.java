package io.carillon.proxy.dialplan.application;

import io.carillon.prompts.speech.Gender;
import io.carillon.prompts.speech.Language;
import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;

/** {@code SayNumber(number[,gender])}: in the words of the caller's language; gender {@code f} for those that have one. */
final class SayNumber implements Application {
    @Override
    public String name() {
        return "SayNumber";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        String number = arguments.at(0).map(Quoting::plain).orElse("");
        if (number.matches("-?\\d{1,18}")) {
            Gender gender = arguments
                            .at(1)
                            .map(Quoting::plain)
                            .filter(text -> text.startsWith("f"))
                            .isPresent()
                    ? Gender.FEMININE
                    : Gender.MASCULINE;
            run.say(Language.of(run.spoken()).number(Long.parseLong(number), gender), "");
        } else {
            run.warnOnce("SayNumber takes a number, not " + arguments.text());
        }
        return Outcome.NEXT;
    }
}

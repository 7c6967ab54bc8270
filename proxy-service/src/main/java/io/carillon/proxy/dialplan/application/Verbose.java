package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;
import java.util.regex.Pattern;

/** {@code Verbose([level,]text)}: says the text in the log. Carillon has one level only. */
final class Verbose implements Application {
    private static final Pattern LEVEL = Pattern.compile("^\\s*\\d+\\s*,\\s*");

    @Override
    public String name() {
        return "Verbose";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        run.log(LEVEL.matcher(arguments.text()).replaceFirst(""));
        return Outcome.NEXT;
    }
}

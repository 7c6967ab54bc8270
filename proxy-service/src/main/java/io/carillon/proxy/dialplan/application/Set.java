package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code Set(name=value)}, and {@code Set(FUNCTION(argument)=value)}. The value reaches to the end, commas and all. */
final class Set implements Application {
    @Override
    public String name() {
        return "Set";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        if (!Assignment.perform(run, arguments.text())) {
            run.warnOnce("Set takes name=value, not " + arguments.text());
        }
        return Outcome.NEXT;
    }
}

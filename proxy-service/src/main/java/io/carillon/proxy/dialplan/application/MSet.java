package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code MSet(name=value,name=value…)}: Set, several times. */
final class MSet implements Application {
    @Override
    public String name() {
        return "MSet";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        for (String assignment : arguments.all()) {
            if (!Assignment.perform(run, assignment)) {
                run.warnOnce("MSet takes name=value, not " + assignment);
            }
        }
        return Outcome.NEXT;
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code ExecIfTime(times,weekdays,days,months[,zone]?application(arguments))}: ExecIf by the clock. */
final class ExecIfTime implements Application {
    @Override
    public String name() {
        return "ExecIfTime";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return Times.choose(run, name(), arguments).map(run::perform).orElse(Outcome.NEXT);
    }
}

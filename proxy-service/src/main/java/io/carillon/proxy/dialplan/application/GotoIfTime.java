package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.Target;

/** {@code GotoIfTime(times,weekdays,days,months[,zone]?target:target)}: GotoIf by the clock. */
final class GotoIfTime implements Application {
    @Override
    public String name() {
        return "GotoIfTime";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return Times.choose(run, name(), arguments)
                .flatMap(Target::parse)
                .<Outcome>map(Outcome.Jump::new)
                .orElse(Outcome.NEXT);
    }
}

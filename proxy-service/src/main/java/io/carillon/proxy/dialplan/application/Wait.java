package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code Wait(seconds)}, with fractions. */
final class Wait implements Application {
    @Override
    public String name() {
        return "Wait";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        arguments
                .at(0)
                .flatMap(Arguments::seconds)
                .ifPresentOrElse(
                        time -> {
                            if (time.isPositive()) {
                                run.pause(time);
                            }
                        },
                        () -> run.warnOnce("Wait takes a number of seconds, not " + arguments.text()));
        return Outcome.NEXT;
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code ExitWhile()}: to what follows the EndWhile around it. */
final class ExitWhile implements Application {
    @Override
    public String name() {
        return "ExitWhile";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return Loop.behind(run, name());
    }
}

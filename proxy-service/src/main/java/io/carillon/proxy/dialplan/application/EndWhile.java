package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code EndWhile()}: back to its While, which asks its condition again. */
final class EndWhile implements Application {
    @Override
    public String name() {
        return "EndWhile";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return Loop.again(run, name());
    }
}

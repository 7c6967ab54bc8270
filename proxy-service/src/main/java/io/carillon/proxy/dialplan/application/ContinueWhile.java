package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code ContinueWhile()}: back to the While around it. */
final class ContinueWhile implements Application {
    @Override
    public String name() {
        return "ContinueWhile";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return Loop.again(run, name());
    }
}

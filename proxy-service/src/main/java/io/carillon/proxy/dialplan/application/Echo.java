package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code Echo()}: the caller hears itself, until it presses #. */
final class Echo implements Application {
    @Override
    public String name() {
        return "Echo";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        run.channel().echo('#');
        return Outcome.NEXT;
    }
}

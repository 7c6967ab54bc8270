package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code Progress()}: the caller may hear something before the answer. */
final class Progress implements Application {
    @Override
    public String name() {
        return "Progress";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        run.channel().progress();
        return Outcome.NEXT;
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code Ringing()}: the caller hears that it rings. */
final class Ringing implements Application {
    @Override
    public String name() {
        return "Ringing";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        run.channel().ring();
        return Outcome.NEXT;
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/**
 * {@code Busy([seconds])}: tells the caller that the line is busy. One who has been answered hears it for
 * that time, else until it hangs up.
 */
final class Busy implements Application {
    @Override
    public String name() {
        return "Busy";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return Refusal.of(run, arguments, Ending.BUSY, "busy");
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/**
 * {@code Congestion([seconds])}: tells the caller that the network is. One who has been answered hears it for
 * that time, else until it hangs up.
 */
final class Congestion implements Application {
    @Override
    public String name() {
        return "Congestion";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return Refusal.of(run, arguments, Ending.CONGESTION, "congestion");
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** Ends what PlayTones began. */
final class StopPlayTones implements Application {
    @Override
    public String name() {
        return "StopPlayTones";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        run.channel().playNothing();
        return Outcome.NEXT;
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code Hangup([cause])}: ends the call. Without a cause, an earlier Dial that failed is the reason. */
final class Hangup implements Application {
    @Override
    public String name() {
        return "Hangup";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return new Outcome.Over(arguments
                .at(0)
                .map(cause -> Causes.ending(cause).orElseGet(() -> {
                    run.warnOnce("Hangup knows no cause " + cause);
                    return run.ending();
                }))
                .orElseGet(run::ending));
    }
}

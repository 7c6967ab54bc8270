package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code StackPop()}: forgets the Gosub that is running, and stays where it is. */
final class StackPop implements Application {
    @Override
    public String name() {
        return "StackPop";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        if (!run.forgetSubroutine()) {
            run.warnOnce("StackPop without a Gosub");
        }
        return Outcome.NEXT;
    }
}

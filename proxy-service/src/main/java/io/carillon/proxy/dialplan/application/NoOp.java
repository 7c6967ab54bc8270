package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code NoOp(text)}: says in the log what the text has become. */
final class NoOp implements Application {
    @Override
    public String name() {
        return "NoOp";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        run.log("NoOp " + arguments.text());
        return Outcome.NEXT;
    }
}

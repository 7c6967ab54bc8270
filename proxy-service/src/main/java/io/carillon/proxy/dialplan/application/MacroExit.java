package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code MacroExit()}: back from a Macro before its end. */
final class MacroExit implements Application {
    @Override
    public String name() {
        return "MacroExit";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return new Outcome.MacroExit();
    }
}

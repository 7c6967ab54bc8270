package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code MacroIf(condition?name[,argument…]:name[,argument…])}. */
final class MacroIf implements Application {
    @Override
    public String name() {
        return "MacroIf";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return Choice.read(run, name(), arguments.text())
                .flatMap(Choice::chosen)
                .map(macro -> Macro.of(run, macro))
                .orElse(Outcome.NEXT);
    }
}

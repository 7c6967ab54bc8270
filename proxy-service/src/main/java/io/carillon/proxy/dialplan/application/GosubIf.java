package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code GosubIf(condition?target[(arguments)]:target[(arguments)])}. */
final class GosubIf implements Application {
    @Override
    public String name() {
        return "GosubIf";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return Choice.read(run, name(), arguments.text())
                .flatMap(Choice::chosen)
                .flatMap(Subroutine::parse)
                .orElse(Outcome.NEXT);
    }
}

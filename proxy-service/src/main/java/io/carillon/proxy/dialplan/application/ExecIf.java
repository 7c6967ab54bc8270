package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code ExecIf(condition?application(arguments):application(arguments))}. */
final class ExecIf implements Application {
    @Override
    public String name() {
        return "ExecIf";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return Choice.read(run, name(), arguments.text())
                .flatMap(Choice::chosen)
                .map(run::perform)
                .orElse(Outcome.NEXT);
    }
}

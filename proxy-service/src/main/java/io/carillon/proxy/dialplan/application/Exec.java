package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code Exec(application(arguments))}: an application that is not known before. */
final class Exec implements Application {
    @Override
    public String name() {
        return "Exec";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return arguments.text().isBlank() ? Outcome.NEXT : run.perform(arguments.text());
    }
}

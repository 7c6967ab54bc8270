package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Condition;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code While(condition)}: goes on to EndWhile and back while the condition is neither empty nor zero. */
final class While implements Application {
    @Override
    public String name() {
        return "While";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return Condition.isTrue(arguments.text()) ? Outcome.NEXT : Loop.behind(run, name());
    }
}

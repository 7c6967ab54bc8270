package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.Target;

/**
 * {@code GotoIf(condition?target:target)}: to the first target unless the condition is empty or zero, else to the
 * second. A target that is left away is the next priority.
 */
final class GotoIf implements Application {
    @Override
    public String name() {
        return "GotoIf";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return Choice.read(run, name(), arguments.text())
                .flatMap(Choice::chosen)
                .flatMap(Target::parse)
                .<Outcome>map(Outcome.Jump::new)
                .orElse(Outcome.NEXT);
    }
}

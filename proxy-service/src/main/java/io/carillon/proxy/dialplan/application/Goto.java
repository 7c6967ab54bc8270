package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.Target;

/** {@code Goto([[context,]extension,]priority)}; the priority is a number or a label. */
final class Goto implements Application {
    @Override
    public String name() {
        return "Goto";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return Target.parse(arguments.text()).<Outcome>map(Outcome.Jump::new).orElseGet(() -> {
            run.warnOnce("Goto takes [[context,]extension,]priority, not " + arguments.text() + ": the call is ended");
            return new Outcome.Over(Ending.DECLINED);
        });
    }
}

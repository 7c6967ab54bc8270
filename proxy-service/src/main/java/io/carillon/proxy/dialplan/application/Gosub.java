package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;

/** {@code Gosub([[context,]extension,]priority[(argument,argument…)])}: Return comes back to the next priority. */
final class Gosub implements Application {
    @Override
    public String name() {
        return "Gosub";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return Subroutine.parse(arguments.text()).orElseGet(() -> {
            run.warnOnce("Gosub takes [[context,]extension,]priority[(arguments)], not " + arguments.text()
                    + ": the call is ended");
            return new Outcome.Over(Ending.DECLINED);
        });
    }
}

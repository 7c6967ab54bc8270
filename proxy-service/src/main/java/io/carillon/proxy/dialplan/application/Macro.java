package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import java.util.List;

/** {@code Macro(name[,argument…])}: runs extension s of {@code [macro-name]} to its end. */
final class Macro implements Application {
    @Override
    public String name() {
        return "Macro";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return of(run, arguments.text());
    }

    static Outcome of(Run run, String text) {
        List<String> all = new Arguments(text).all();
        if (all.isEmpty() || all.getFirst().isEmpty()) {
            run.warnOnce("Macro takes name[,arguments], not " + text);
            return Outcome.NEXT;
        }
        return new Outcome.Macro(Quoting.plain(all.getFirst()), all.subList(1, all.size()));
    }
}

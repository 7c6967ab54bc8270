package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;
import java.util.List;

/** {@code Log(level,text)}: says the text in the log, its level in front. */
final class Log implements Application {
    @Override
    public String name() {
        return "Log";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        List<String> parts = Arguments.splitOnce(arguments.text(), ',');
        if (parts.size() == 2) {
            run.log(parts.getFirst() + " " + parts.getLast());
        } else {
            run.warnOnce("Log takes level,text, not " + arguments.text());
        }
        return Outcome.NEXT;
    }
}

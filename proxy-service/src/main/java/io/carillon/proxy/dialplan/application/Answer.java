package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;
import java.time.Duration;

/** {@code Answer([milliseconds])}: answers, and waits a little for the sound to be there. */
final class Answer implements Application {
    @Override
    public String name() {
        return "Answer";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        run.channel().answer();
        arguments
                .at(0)
                .flatMap(Arguments::milliseconds)
                .filter(Duration::isPositive)
                .ifPresent(run::pause);
        return Outcome.NEXT;
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;
import java.time.Duration;

/** What Busy and Congestion have in common. */
final class Refusal {
    private Refusal() {}

    /** A caller who waits for an answer gets one at once: nobody is left to hear a tone. */
    static Outcome of(Run run, Arguments arguments, Ending ending) {
        if (run.channel().answered()) {
            arguments
                    .at(0)
                    .flatMap(Arguments::seconds)
                    .filter(Duration::isPositive)
                    .ifPresent(run::pause);
        }
        return new Outcome.Over(ending);
    }
}

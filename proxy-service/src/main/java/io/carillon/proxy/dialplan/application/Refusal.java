package io.carillon.proxy.dialplan.application;

import io.carillon.protocol.media.Sound;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;
import java.time.Duration;
import java.util.List;

/** What Busy and Congestion have in common. */
final class Refusal {
    private static final Duration UNTIL_IT_HANGS_UP = Duration.ofDays(1);

    private Refusal() {}

    /**
     * A caller who waits for an answer gets one at once: nobody is left to hear a tone. Any other one hears it.
     *
     * @param signal of indications.conf
     */
    static Outcome of(Run run, Arguments arguments, Ending ending, String signal) {
        if (run.channel().answered()) {
            run.channel().playOn(List.of(new Sound.Tones(signal, ToneZone.of(run), Sound.LONGEST)));
            run.pause(arguments
                    .at(0)
                    .flatMap(Arguments::seconds)
                    .filter(Duration::isPositive)
                    .orElse(UNTIL_IT_HANGS_UP));
            run.channel().playNothing();
        }
        return new Outcome.Over(ending);
    }
}

package io.carillon.bench.phone;

import io.carillon.bench.measure.Contender;
import io.carillon.bench.measure.CpuMeter;
import io.carillon.bench.measure.Progress;
import io.carillon.bench.measure.Turn;
import io.carillon.bench.phone.Phones.Outcome;
import io.carillon.bench.server.SipServer;
import java.time.Duration;

/**
 * A SIP server with phones that keep it busy.
 *
 * @param warmingPace how errands are begun before any is counted
 * @param unmeasured how many those are
 * @param unitsAnErrand what an errand counts for
 */
public record SipContender(
        SipServer server, Phones phones, Errand errand, Pace pace, Pace warmingPace, long unmeasured, int unitsAnErrand)
        implements Contender {

    private static final Duration WARM_UP_PATIENCE = Duration.ofMinutes(8);

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public void warmUp() throws Exception {
        Outcome outcome = phones.work(errand, warmingPace, unmeasured, WARM_UP_PATIENCE);
        if (outcome.done() == 0) {
            throw new IllegalStateException(
                    name() + " does nothing that it is asked; the last answer: " + outcome.why());
        }
        server.awaitQuiet();
    }

    @Override
    public Turn turn(Duration howLong) throws Exception {
        CpuMeter meter = server.meter();
        Outcome outcome = phones.work(errand, pace, howLong);
        server.awaitQuiet();
        if (outcome.lost() > 0) {
            Progress.doing(name() + " lost " + outcome.lost() + ", the last one: " + outcome.why());
        }
        return new Turn(
                outcome.done() * unitsAnErrand,
                outcome.lost(),
                outcome.repeated(),
                outcome.length(),
                meter.read(),
                outcome.delays());
    }
}

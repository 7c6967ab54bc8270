package io.carillon.proxy.explain;

import io.carillon.config.Position;
import io.carillon.proxy.call.ShownArguments;
import io.carillon.proxy.dialplan.Executed;
import io.carillon.proxy.dialplan.HungUp;
import io.carillon.proxy.dialplan.PlanListener;
import io.carillon.proxy.dialplan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes down what happens, and ends a call that does not end by itself. One call, one thread. */
final class Transcript implements PlanListener {
    /** What nobody reads to its end. A menu that is left alone takes three steps a round. */
    static final int MAX_STEPS = 100;

    /** No caller waits longer. */
    static final Duration PATIENCE = Duration.ofHours(1);

    private final SimulatedClock clock;
    private final List<Line> lines = new ArrayList<>();
    private int steps;
    private int limit = MAX_STEPS;

    Transcript(SimulatedClock clock) {
        this.clock = clock;
    }

    List<Line> lines() {
        return lines;
    }

    @Override
    public void at(Step step) {
        // An explanation is not resumed.
    }

    @Override
    public void runs(Executed executed) {
        steps++;
        if (steps > limit) {
            // What is left for h, which is bounded as the rest is.
            limit += MAX_STEPS;
            happens("the plan still goes on after " + (steps - 1) + " steps: here the caller hangs up");
            throw new HungUp();
        }
        lines.add(new Line.Step(
                clock.elapsed(),
                executed.at(),
                executed.place(),
                executed.application(),
                ShownArguments.of(executed.application(), executed.arguments())));
    }

    void happens(String text) {
        lines.add(new Line.Happening(clock.elapsed(), text));
    }

    void logged(Position position, String text) {
        lines.add(new Line.Logged(clock.elapsed(), position, text));
    }

    /** Time goes by, as long as the caller has patience. */
    void pass(Duration time) {
        Duration left = PATIENCE.minus(clock.elapsed());
        if (time.compareTo(left) <= 0) {
            clock.pass(time);
            return;
        }
        clock.pass(left.isPositive() ? left : Duration.ZERO);
        happens("the plan still goes on after " + PATIENCE.toHours() + " hour: here the caller hangs up");
        throw new HungUp();
    }
}

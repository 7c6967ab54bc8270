package io.carillon.proxy.dialplan.application;

import io.carillon.config.extensions.Priority;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.Target;
import java.util.List;
import java.util.Optional;

/**
 * The While and the EndWhile around a priority, found in the text of the plan each time: a loop keeps nothing that a
 * checkpoint would lack.
 */
final class Loop {
    private Loop() {}

    /** To what follows the EndWhile that closes the loop of this priority. */
    static Outcome behind(Run run, String application) {
        return jump(run, application, "EndWhile", closing(run).map(end -> end.number() + 1));
    }

    /** To the While that opens the loop of this priority. */
    static Outcome again(Run run, String application) {
        return jump(run, application, "While", opening(run).map(Priority::number));
    }

    private static Outcome jump(Run run, String application, String missing, Optional<Integer> priority) {
        if (priority.isEmpty()) {
            run.warnOnce(application + " without its " + missing + ": the call is ended");
            return new Outcome.Over(Ending.DECLINED);
        }
        return new Outcome.Jump(new Target(Optional.empty(), Optional.empty(), String.valueOf(priority.get())));
    }

    private static Optional<Priority> closing(Run run) {
        int depth = 0;
        for (Priority priority : run.priorities()) {
            if (priority.number() > run.place().priority()) {
                depth += is(priority, "While") ? 1 : is(priority, "EndWhile") ? -1 : 0;
                if (depth < 0) {
                    return Optional.of(priority);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Priority> opening(Run run) {
        List<Priority> before = run.priorities().stream()
                .filter(priority -> priority.number() < run.place().priority())
                .toList();
        int depth = 0;
        for (Priority priority : before.reversed()) {
            depth += is(priority, "EndWhile") ? 1 : is(priority, "While") ? -1 : 0;
            if (depth < 0) {
                return Optional.of(priority);
            }
        }
        return Optional.empty();
    }

    private static boolean is(Priority priority, String application) {
        return priority.application().equalsIgnoreCase(application);
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.config.extensions.Timing;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import java.util.Optional;

/** What GotoIfTime and ExecIfTime have in common. */
final class Times {
    private Times() {}

    static Optional<String> choose(Run run, String application, Arguments arguments) {
        return Choice.read(run, application, arguments.text()).flatMap(choice -> {
            String times = Quoting.plain(choice.condition());
            Timing.fault(times).ifPresent(run::warnOnce);
            return choice.chosen(Timing.parse(times).covers(run.now(), run.zone()));
        });
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import java.util.List;

/** {@code StartMusicOnHold([class])}: music while the plan goes on, until it plays something else. */
final class StartMusicOnHold implements Application {
    @Override
    public String name() {
        return "StartMusicOnHold";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        run.channel().playOn(List.of(Music.of(run, arguments.at(0).map(Quoting::plain))));
        return Outcome.NEXT;
    }
}

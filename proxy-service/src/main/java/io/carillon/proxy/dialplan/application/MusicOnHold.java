package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code MusicOnHold([class[,seconds]])}: music, for so long, else until the caller hangs up. */
final class MusicOnHold implements Application {
    private static final Duration FOR_EVER = Duration.ofDays(1);

    @Override
    public String name() {
        return "MusicOnHold";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        Optional<Duration> time = arguments.at(1).flatMap(Arguments::seconds);
        run.channel().playOn(List.of(Music.of(run, arguments.at(0).map(Quoting::plain))));
        run.pause(time.orElse(FOR_EVER));
        run.channel().playNothing();
        return Outcome.NEXT;
    }
}

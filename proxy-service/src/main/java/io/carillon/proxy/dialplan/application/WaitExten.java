package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.DialledDigits;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code WaitExten([seconds[,m[(class)]]])}: waits for keys, and goes to the extension that they name; {@code m} plays music
 * meanwhile. Without a key the plan goes on, or to {@code t} where it is over.
 */
final class WaitExten implements Application {
    private static final Pattern MUSIC = Pattern.compile("m(?:\\(([^()]*)\\))?");

    @Override
    public String name() {
        return "WaitExten";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        Duration time = arguments
                .at(0)
                .flatMap(Arguments::seconds)
                .filter(Duration::isPositive)
                .orElse(Timeouts.response(run));
        Matcher music = MUSIC.matcher(arguments.at(1).map(Quoting::plain).orElse(""));
        boolean plays = music.find();
        if (plays) {
            run.channel().playOn(List.of(Music.of(run, Optional.ofNullable(music.group(1)))));
        }
        Optional<Character> key = run.key(time);
        if (plays) {
            run.channel().playNothing();
        }
        return key.<Outcome>map(first ->
                        new Outcome.Jump(DialledDigits.gather(run, run.place().context(), first)))
                .orElseGet(Outcome.TimedOut::new);
    }
}

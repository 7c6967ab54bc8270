package io.carillon.proxy.dialplan.application;

import io.carillon.protocol.media.Sound;
import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import java.util.List;

/**
 * {@code PlayTones(signal)} or {@code PlayTones(frequency[+frequency]/milliseconds,…)}: a tone while the plan goes on, until it
 * plays something else. The signals are those of the country that CHANNEL(tonezone) names, else of the caller's language.
 */
final class PlayTones implements Application {
    @Override
    public String name() {
        return "PlayTones";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        String tones = Quoting.plain(arguments.text()).strip();
        if (tones.isEmpty() || tones.length() > Sound.MAX_TEXT) {
            run.warnOnce("PlayTones takes the name of a signal, or frequencies and times");
        } else {
            run.channel().playOn(List.of(new Sound.Tones(tones, ToneZone.of(run), Sound.LONGEST)));
        }
        return Outcome.NEXT;
    }
}

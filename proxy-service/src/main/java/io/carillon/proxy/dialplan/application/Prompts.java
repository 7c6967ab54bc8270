package io.carillon.proxy.dialplan.application;

import io.carillon.protocol.media.Sound;
import io.carillon.protocol.media.Source;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Channel;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import java.util.List;

/** What Playback, Background and Read have in common: prompts as they are named in a plan. */
final class Prompts {
    /** Every key there is. */
    static final String ANY_KEY = "0123456789*#ABCD";

    private Prompts() {}

    /** {@code one&two}. */
    static List<String> named(String text) {
        return Arguments.split(text, '&').stream()
                .map(Quoting::plain)
                .map(String::strip)
                .filter(name -> !name.isEmpty() && name.length() <= Sound.MAX_TEXT)
                .limit(Source.Playing.MAX_SOUNDS)
                .toList();
    }

    /** The same as sounds of a language. */
    static List<Sound> in(String language, String text) {
        return named(text).stream()
                .<Sound>map(name -> new Sound.Prompt(name, language))
                .toList();
    }

    /** Tells the plan how it went: {@code SUCCESS}, or {@code FAILED} where something was missing. */
    static Channel.Played status(Run run, String variable, Channel.Played played) {
        run.set(variable, played.missing().isEmpty() ? "SUCCESS" : "FAILED");
        return played;
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Channel;
import io.carillon.proxy.dialplan.DialledDigits;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import java.util.Optional;

/**
 * {@code Background(prompt[&prompt…][,options[,language[,context]]])}: plays until a key is pressed, gathers the keys, and goes
 * to the extension that they name. Options: {@code s} plays to an answered call only, {@code n} does not answer,
 * {@code m} lets only those keys cut that are extensions by themselves.
 */
final class Background implements Application {
    /** Longer is no language. */
    private static final int MAX_LANGUAGE = 32;

    @Override
    public String name() {
        return "BackGround";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        if (arguments.at(0).isEmpty()) {
            run.warnOnce("Background takes the name of a prompt");
            return Outcome.NEXT;
        }
        String options = arguments.at(1).orElse("");
        String context = arguments.at(3).map(Quoting::plain).orElse(run.place().context());
        if (!run.channel().answered()) {
            if (options.contains("s")) {
                return Outcome.NEXT;
            }
            if (!options.contains("n")) {
                run.channel().answer();
            }
        }
        String language = arguments
                .at(2)
                .map(Quoting::plain)
                .filter(text -> text.length() <= MAX_LANGUAGE)
                .orElse(run.spoken());
        Channel.Played played = Prompts.status(
                run,
                "BACKGROUNDSTATUS",
                run.play(Prompts.in(language, arguments.at(0).get()), cutBy(run, context, options)));
        Optional<Character> key = played.key();
        return key.<Outcome>map(first -> new Outcome.Jump(DialledDigits.gather(run, context, first)))
                .orElse(Outcome.NEXT);
    }

    private static String cutBy(Run run, String context, String options) {
        if (!options.contains("m")) {
            return Prompts.ANY_KEY;
        }
        StringBuilder alone = new StringBuilder();
        Prompts.ANY_KEY
                .chars()
                .filter(key -> run.has(context, String.valueOf((char) key)))
                .forEach(key -> alone.append((char) key));
        return alone.toString();
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.protocol.media.Sound;
import io.carillon.proxy.dialplan.Run;
import java.util.Optional;

/** Music on hold of a class: a recording {@code moh/CLASS} of the administrator's, else our own tune. */
final class Music {
    private static final String DEFAULT = "default";

    private Music() {}

    static Sound of(Run run, Optional<String> named) {
        String music = named.filter(Music::isName)
                .or(() -> run.variable("CHANNEL(musicclass)").filter(Music::isName))
                .orElse(DEFAULT);
        return new Sound.Prompt("moh/" + music, run.spoken());
    }

    private static boolean isName(String text) {
        return text.matches("[\\w.-]{1,64}");
    }
}

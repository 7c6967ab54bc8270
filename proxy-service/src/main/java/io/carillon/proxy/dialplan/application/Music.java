package io.carillon.proxy.dialplan.application;

import io.carillon.protocol.media.Sound;
import io.carillon.proxy.dialplan.Run;
import java.util.Optional;

/** Music on hold of a class: a recording {@code moh/CLASS} of the administrator's, else our own tune. */
final class Music {
    private static final String DEFAULT = "default";

    private Music() {}

    static Sound of(Run run, Optional<String> named) {
        String music = named.filter(name -> !name.isBlank())
                .or(() -> run.variable("CHANNEL(musicclass)").filter(name -> !name.isBlank()))
                .orElse(DEFAULT);
        return new Sound.Prompt("moh/" + music, run.spoken());
    }
}

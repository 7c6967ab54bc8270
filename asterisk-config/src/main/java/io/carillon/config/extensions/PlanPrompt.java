package io.carillon.config.extensions;

import io.carillon.config.Position;
import java.util.Optional;

/**
 * A recording that a plan names.
 *
 * @param name as in {@code Background(name)}; {@code moh/CLASS} for music on hold
 * @param language in which it is played whatever the caller's is
 * @param at the step
 */
public record PlanPrompt(String name, Optional<String> language, Position at) {
    private static final String MUSIC = "moh/";

    static PlanPrompt music(String name, Position at) {
        return new PlanPrompt(MUSIC + name, Optional.empty(), at);
    }

    /** Whether it is music on hold, for which there is a tune of ours. */
    public boolean isMusic() {
        return name.startsWith(MUSIC);
    }
}

package io.carillon.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Facts of {@code carillon.media}: measured by a relay, told by the proxy or voicemail that controls the session. */
public sealed interface MediaFact extends Fact {

    /** Returns Carillon's id of the call. */
    String callId();

    /** Returns the leg within the call, as media control names it. */
    String leg();

    @Override
    default Topic topic() {
        return Topic.MEDIA;
    }

    @Override
    default String key() {
        return callId();
    }

    /**
     * How a leg is doing, every few seconds.
     *
     * @param codec the codec agreed on, by Asterisk's name, once known
     */
    record LegQuality(String id, Instant time, String callId, String leg, Optional<String> codec, MediaFigures figures)
            implements MediaFact {}

    /** No packet came from a leg's party for a while. */
    record LegSilent(String id, Instant time, String callId, String leg, Duration silentFor) implements MediaFact {}

    /**
     * A party pressed a key.
     *
     * @param digit 0 to 9, {@code *}, {@code #}, A to D
     */
    record DigitPressed(String id, Instant time, String callId, String leg, char digit, Duration duration)
            implements MediaFact {}
}

package io.carillon.facts;

import java.util.List;
import java.util.Optional;

/**
 * One side of a call as it was at the end.
 *
 * @param sipCallId the Call-ID of the leg's dialog
 * @param codecs Asterisk's names of the codecs agreed on ({@code ulaw}, {@code gsm}), first choice first; empty when none was
 * @param media what the relay measured; empty when no relay carried the leg, or none could be asked
 */
public record CallLeg(String sipCallId, List<String> codecs, Optional<MediaFigures> media) {
    public CallLeg {
        codecs = List.copyOf(codecs);
    }
}

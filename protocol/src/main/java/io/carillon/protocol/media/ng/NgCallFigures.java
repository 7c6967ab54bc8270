package io.carillon.protocol.media.ng;

import io.carillon.protocol.media.LegFigures;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of one call.
 *
 * @param lastSignal when a request last named it
 */
public record NgCallFigures(Instant created, Instant lastSignal, List<Party> parties) {

    public NgCallFigures {
        parties = List.copyOf(parties);
    }

    /**
     * One party, which has several tags where forks answered to the same offer.
     *
     * @param with the newest tag of whom it hears
     * @param port that it sends RTP to, once it was told
     * @param figures what came from it and went to it
     * @param at when the figures were taken
     */
    public record Party(
            List<String> tags,
            Optional<String> viaBranch,
            Optional<String> with,
            Instant created,
            OptionalInt port,
            LegFigures figures,
            Instant at) {
        public Party {
            tags = List.copyOf(tags);
        }
    }
}

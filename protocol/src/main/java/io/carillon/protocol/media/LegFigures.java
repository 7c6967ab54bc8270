package io.carillon.protocol.media;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was measured on one leg since it was made, RTP only (RFC 3550).
 *
 * @param codec Asterisk's name of the codec agreed on, once there is one
 * @param packetsReceived from the leg's party
 * @param octetsReceived payload octets, without headers
 * @param packetsSent to the leg's party
 * @param octetsSent payload octets, without headers
 * @param lost packets the party sent that never came (§A.3); negative when duplicates outnumber losses
 * @param lossFraction lost of expected, 0 to 1
 * @param jitterMillis interarrival jitter (§A.8) in milliseconds
 * @param roundTripMillis between relay and party, from its last receiver report, if it sends any
 * @param strangersDropped datagrams from addresses that are not the party's
 * @param ssrcChanges how often the party changed its synchronisation source
 * @param silentFor since the last packet of the party, or since the leg was agreed if there was none
 */
public record LegFigures(
        LegId leg,
        Optional<String> codec,
        long packetsReceived,
        long octetsReceived,
        long packetsSent,
        long octetsSent,
        long lost,
        double lossFraction,
        double jitterMillis,
        OptionalDouble roundTripMillis,
        long strangersDropped,
        long ssrcChanges,
        Duration silentFor) {}

package io.carillon.facts;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a relay measured on one leg since it began. "Received" is what the leg's party sent to us.
 *
 * @param packetsLost packets the party sent that did not arrive (RFC 3550 §6.4.1, may be negative with duplicates)
 * @param lossFraction packets lost over packets expected, 0 to 1
 * @param jitterMillis interarrival jitter (RFC 3550 §6.4.1) in milliseconds
 * @param roundTripMillis round trip from RTCP, in milliseconds, once known
 * @param strangersDropped packets from addresses other than the party's
 * @param ssrcChanges how often the party began a new RTP stream
 * @param silentFor time since the last packet arrived
 */
public record MediaFigures(
        long packetsReceived,
        long packetsSent,
        long octetsReceived,
        long octetsSent,
        long packetsLost,
        double lossFraction,
        double jitterMillis,
        OptionalDouble roundTripMillis,
        long strangersDropped,
        int ssrcChanges,
        Duration silentFor) {}

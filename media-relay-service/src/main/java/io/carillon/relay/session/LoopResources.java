package io.carillon.relay.session;

import io.carillon.protocol.address.ShownAddress;
import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.media.LegFigures;
import io.carillon.relay.playing.Sounds;
import io.carillon.relay.recording.Recipient;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What the sessions of one loop have in common.
 *
 * @param legEnded is told the final figures of every leg, on the loop
 * @param sounds what can be played
 * @param files where sounds are read, which may block
 * @param recipient where recordings go
 * @param random for session numbers and SSRCs; used on the loop only
 */
public record LoopResources(
        DatagramLoop loop,
        LoopPorts ports,
        ShownAddress shown,
        SessionTimes times,
        Consumer<LegFigures> legEnded,
        Sounds sounds,
        Executor files,
        Recipient recipient,
        RandomGenerator random) {}

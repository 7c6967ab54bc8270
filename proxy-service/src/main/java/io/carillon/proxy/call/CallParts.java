package io.carillon.proxy.call;

import io.carillon.facts.CallFact.CallEnded;
import io.carillon.facts.Fact;
import io.carillon.protocol.media.control.MediaRelays;
import io.carillon.proxy.checkpoint.CallKeeper;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What every call's virtual thread works with.
 *
 * @param steps told of each step of a plan before it is run
 * @param tell takes facts; never waits
 * @param ended told of each call that is over, for metrics
 */
public record CallParts(
        Routing routing,
        MediaRelays relays,
        CallKeeper keeper,
        CallsInProgress inProgress,
        AccountCalls accountCalls,
        StepTrace steps,
        InstantSource clock,
        Consumer<Fact> tell,
        Consumer<CallEnded> ended) {}

package io.carillon.proxy.explain;

import io.carillon.config.Position;
import io.carillon.proxy.dialplan.Place;
import java.time.Duration;

/** One line of an explanation. */
public sealed interface Line {
    /** Since the call came. */
    Duration after();

    /**
     * The plan runs an application.
     *
     * @param arguments with variables put in; passwords are masked
     */
    record Step(Duration after, Position at, Place place, String application, String arguments) implements Line {}

    /** Something becomes of the call: what is heard, pressed, rung. */
    record Happening(Duration after, String text) implements Line {}

    /** What the proxy's log would say. */
    record Logged(Duration after, Position at, String text) implements Line {}
}

package io.carillon.proxy.dialplan;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What a plan may use besides the call itself.
 *
 * @param clock whose time and zone decide about timed includes and everything else that asks for the time
 * @param random for RAND; used by many calls at once
 * @param programs for System
 */
public record World(Clock clock, RandomGenerator random, Programs programs) {

    /** The computer's clock and time zone, and these programs. */
    public static World real(Programs programs) {
        return new World(Clock.system(ZoneId.systemDefault()), new Random(), programs);
    }

    /** A world that repeats itself, without programs: for tests and for explaining a plan. */
    public static World simulated(Clock clock, long seed) {
        return new World(clock, new Random(seed), Programs.NONE);
    }
}

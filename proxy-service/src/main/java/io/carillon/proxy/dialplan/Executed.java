package io.carillon.proxy.dialplan;

import io.carillon.config.Position;

/**
 * One step of a plan for people to see.
 *
 * @param application as written in the plan
 * @param arguments with variables put in, as they are shown and not as they are run: no control characters, and cut
 *     where they are long
 * @param at where it is written
 */
public record Executed(Place place, String application, String arguments, Position at) {}

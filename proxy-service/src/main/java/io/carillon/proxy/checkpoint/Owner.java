package io.carillon.proxy.checkpoint;

/**
 * A proxy instance in one of its lives.
 *
 * @param epoch grows with each start of the instance, from 1; whoever finds a higher one has been replaced
 */
public record Owner(String instance, long epoch) {}

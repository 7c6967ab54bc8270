package io.carillon.proxy.dialplan;

/**
 * How a context takes the digits that have been dialled so far, for whoever gathers more of them.
 *
 * @param exists there is such an extension
 * @param canExist there is one, or there would be one with more digits; if not, the digits lead nowhere
 * @param canGrow another extension could still be meant by more digits, so it is worth waiting for them; not for a
 *     pattern that ends in {@code !}, which takes what it has at once
 */
public record DialMatch(boolean exists, boolean canExist, boolean canGrow) {}

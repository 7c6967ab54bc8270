package io.carillon.facts.revision;

/**
 * One file of a revision as it was read, secrets taken out.
 *
 * @param name its name within the configuration folder
 * @param text what it says
 */
public record Source(String name, String text) {}

package io.carillon.config.extensions;

import io.carillon.config.Position;
import java.util.Optional;

/**
 * One step of an extension.
 *
 * @param number from 1; {@code n} and {@code n+2} are already counted
 * @param application as written, in any case
 * @param arguments the raw text between the brackets; empty when there are none
 * @param at the application's name
 */
public record Priority(int number, Optional<String> label, String application, String arguments, Position at) {}

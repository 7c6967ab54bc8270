package io.carillon.voicemail.menu;

import java.time.Duration;
import java.util.Optional;

/**
 * How playing ended.
 *
 * @param key that cut it, if one did
 * @param played how much was heard
 */
public record Played(Optional<Character> key, Duration played) {}

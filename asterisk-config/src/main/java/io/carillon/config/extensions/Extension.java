package io.carillon.config.extensions;

import io.carillon.config.Position;
import java.util.List;
import java.util.Optional;

/**
 * One number or pattern of a context with its steps.
 *
 * @param name as dialled, a special one ({@code s i t h}…), or a pattern that begins with {@code _}
 * @param callerId {@code number/caller}: only for that caller, which may be a pattern; empty text: only for a caller
 *     without a number
 * @param priorities by ascending number, each number once
 * @param at its first line
 */
public record Extension(
        String name, Optional<String> callerId, List<Priority> priorities, Optional<String> hint, Position at) {
    public Extension {
        priorities = List.copyOf(priorities);
    }

    /** How far Dial jumps when everybody is busy. */
    public static final int BUSY_JUMP = 101;

    /** Whether a priority is the branch n+101 of one that exists. */
    public boolean isJumpedTo(int priority) {
        return priorities.stream().anyMatch(step -> step.number() + BUSY_JUMP == priority);
    }

    public boolean isPattern() {
        return name.startsWith("_");
    }
}

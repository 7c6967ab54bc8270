package io.carillon.config.extensions;

import io.carillon.config.Position;
import java.util.Optional;

/**
 * {@code include => context[,times,weekdays,days,months[,zone]]}.
 *
 * @param when the part behind the name, as written
 */
public record Include(String context, Optional<String> when, Position at) {}

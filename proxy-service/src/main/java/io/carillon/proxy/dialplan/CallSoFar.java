package io.carillon.proxy.dialplan;

import java.time.Instant;
import java.util.Optional;

/**
 * What the record of a call says while it goes on.
 *
 * @param id Carillon's id of the call
 * @param start when the INVITE came
 * @param answer when the caller was answered
 */
public record CallSoFar(String id, Instant start, Optional<Instant> answer) {}

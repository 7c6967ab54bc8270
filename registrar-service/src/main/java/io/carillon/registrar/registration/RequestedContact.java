package io.carillon.registrar.registration;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One value of a REGISTER's Contact header.
 *
 * @param expires its own {@code expires} parameter, which wins over the Expires header
 * @param q its {@code q} parameter, in thousandths
 * @param flow {@code +sip.instance} and {@code reg-id}, if both are there
 */
public record RequestedContact(ContactUri uri, Optional<Duration> expires, OptionalInt q, Optional<FlowId> flow) {}

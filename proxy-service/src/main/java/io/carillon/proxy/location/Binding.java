package io.carillon.proxy.location;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One contact of an address-of-record, from {@code location.v1_binding}.
 *
 * @param contact URI as the phone wrote it
 * @param path Path URIs, nearest to the registrar first (RFC 3327)
 * @param sourceAddress where the REGISTER came from; for a permanent binding the configured host
 */
public record Binding(String contact, List<String> path, Optional<String> sourceAddress, OptionalInt sourcePort) {
    public Binding {
        path = List.copyOf(path);
    }
}

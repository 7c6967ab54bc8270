package io.carillon.config.sip;

import io.carillon.config.Position;
import io.carillon.config.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code register => user[@domain][:secret[:authuser]]@host[:port][/extension][~expiry]}: our own registration with a
 * provider.
 *
 * @param domain of the address-of-record, when it is not the host
 * @param host a name, or an account of this file
 * @param extension the user part of the contact given to the provider, {@code s} when none is written
 */
public record Registration(
        String user,
        Optional<String> domain,
        Optional<Secret> secret,
        Optional<String> authenticationUser,
        String host,
        OptionalInt port,
        String extension,
        Optional<Duration> expiry,
        Position at) {}

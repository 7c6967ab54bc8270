package io.carillon.proxy.account;

import io.carillon.config.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code register => user[@domain][:secret[:authuser]]@host[:port][/extension][~expiry]} of sip.conf: our own registration
 * with a provider.
 *
 * @param name user@host, with the port if one is written
 * @param domain of the address-of-record, where it is not the host
 * @param authUser in credentials, where it is not the user
 * @param host a name, an address, or an account that has one
 * @param extension what calls to this line dial
 * @param expiry to ask for
 */
public record ProviderLine(
        String name,
        String user,
        Optional<String> domain,
        Optional<String> authUser,
        Optional<Secret> secret,
        String host,
        OptionalInt port,
        String extension,
        Optional<Duration> expiry) {}

package io.carillon.config.sip;

import java.util.OptionalInt;

/** {@code host=}: where an account is to be found. */
public sealed interface Host {

    /** {@code dynamic}: where it registers from. */
    record Dynamic() implements Host {}

    /**
     * A permanent binding.
     *
     * @param name an address or a domain name
     * @param port of {@code port=} or behind the name; without one, the port is found as RFC 3263 says
     */
    record Fixed(String name, OptionalInt port) implements Host {}
}

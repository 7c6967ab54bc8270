package io.carillon.registrar.registration;

import java.time.Duration;
import java.util.Optional;

/**
 * What an account and {@code [general]} of sip.conf allow.
 *
 * @param minimum {@code minexpiry}
 * @param maximum {@code maxexpiry}
 * @param standard {@code defaultexpiry}: granted when the phone asks for no time
 * @param strict a wish below the minimum is answered 423 instead of being raised
 * @param maxContacts how many bindings may live at a time
 * @param onlyFrom the one address that may register, for an account with {@code host=address}
 */
public record BindingPolicy(
        Duration minimum,
        Duration maximum,
        Duration standard,
        boolean strict,
        int maxContacts,
        Optional<String> onlyFrom) {}

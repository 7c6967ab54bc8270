package io.carillon.config.voicemail;

import io.carillon.config.Located;
import io.carillon.config.Position;
import io.carillon.config.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * {@code 1000 => 0000, Claude Chabrou, claudio@email.com, pager, option=value|…}.
 *
 * @param context the section it stands in
 * @param pin digits; empty when none is written
 * @param pinChangeable false when the PIN is written with a leading {@code -}
 * @param options by name in lower case
 */
public record Mailbox(
        String number,
        String context,
        Optional<Secret> pin,
        boolean pinChangeable,
        Optional<String> name,
        Optional<String> email,
        Optional<String> pager,
        Map<String, Located<String>> options,
        Position at) {
    public Mailbox {
        options = Map.copyOf(options);
    }
}

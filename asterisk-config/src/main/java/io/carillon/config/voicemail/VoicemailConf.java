package io.carillon.config.voicemail;

import io.carillon.config.Located;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code voicemail.conf}.
 *
 * @param options of {@code [general]}, by name in lower case
 * @param zones of {@code [zonemessages]}: name → {@code timezone|message}
 */
public record VoicemailConf(
        Map<String, Located<String>> options, Map<String, Located<String>> zones, List<Mailbox> mailboxes) {
    /** The file's usual name. */
    public static final String FILE = "voicemail.conf";

    public VoicemailConf {
        options = Map.copyOf(options);
        zones = Map.copyOf(zones);
        mailboxes = List.copyOf(mailboxes);
    }

    public Optional<Mailbox> mailbox(String number, String context) {
        return mailboxes.stream()
                .filter(box -> box.number().equals(number) && box.context().equals(context))
                .findFirst();
    }
}

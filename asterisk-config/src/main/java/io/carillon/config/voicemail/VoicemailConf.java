package io.carillon.config.voicemail;

import io.carillon.config.ConfFile;
import io.carillon.config.Located;
import io.carillon.config.Position;
import io.carillon.config.Problems;
import io.carillon.config.Reading;
import io.carillon.config.Redaction;
import io.carillon.config.Sources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code voicemail.conf}.
 *
 * @param options of {@code [general]}, by name in lower case (of two names for the same, the newer); those that are numbers or
 *     yes and no hold one
 * @param zones of {@code [zonemessages]}: name → {@code timezone|message}; every timezone is one that Java knows
 */
public record VoicemailConf(
        Map<String, Located<String>> options, Map<String, Located<String>> zones, List<Mailbox> mailboxes) {
    /** The file's usual name. */
    public static final String FILE = "voicemail.conf";

    /** For storing a revision: PINs are masked. */
    public static final Redaction REDACTION = Redaction.of(
            "^([^=]+=>?\\s*-?)[0-9*#]+(\\s*,.*)$",
            "(?i)^((?!\\s*(?:" + String.join("|", MailboxOptions.NUMBERS) + ")\\s*=)[^=]+=>?\\s*-?)[0-9*#]+(\\s*)$");

    public VoicemailConf {
        options = Map.copyOf(options);
        zones = Map.copyOf(zones);
        mailboxes = List.copyOf(mailboxes);
    }

    /** Reads {@value #FILE}. Without the file there are no mailboxes. */
    public static Reading<VoicemailConf> read(Sources sources) {
        Problems problems = new Problems();
        return switch (ConfFile.read(sources, FILE, problems)) {
            case ConfFile.Outcome.Absent() -> {
                problems.warning(new Position(FILE, 1, 1), "the file is missing: there are no mailboxes");
                yield problems.conclude(() -> new VoicemailConf(Map.of(), Map.of(), List.of()));
            }
            case ConfFile.Outcome.Present(ConfFile file) -> new VoicemailConfReader(problems).read(file);
        };
    }

    public Optional<Mailbox> mailbox(String number, String context) {
        return mailboxes.stream()
                .filter(box -> box.number().equals(number) && box.context().equals(context))
                .findFirst();
    }

    /** How mailboxes behave that say nothing else. */
    public VoicemailSettings settings() {
        return new SettingsBuilder(options, zones).build();
    }

    /** How this mailbox behaves. */
    public VoicemailSettings settings(Mailbox box) {
        Map<String, Located<String>> own = new HashMap<>(options);
        own.putAll(box.options());
        return new SettingsBuilder(own, zones).build();
    }

    /** The text of an option of {@code [general]}. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name)).map(Located::value);
    }
}

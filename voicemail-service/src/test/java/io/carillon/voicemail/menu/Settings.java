package io.carillon.voicemail.menu;

import io.carillon.voicemail.mailbox.MailboxSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a mailbox of a test behaves: as usual, but for what the test says. */
final class Settings {
    private final Set<String> flags = new HashSet<>(Set.of("envelope", "moveheard"));
    private final Map<String, String> texts = new HashMap<>();
    private Duration longest = Duration.ofMinutes(3);
    private Duration longestGreeting = Duration.ZERO;
    private int minPassword;
    private int maxLogins = 3;
    private Duration saidFrom = Duration.ofMinutes(2);

    /** Turns an option of voicemail.conf on. */
    Settings on(String flag) {
        flags.add(flag);
        return this;
    }

    Settings off(String flag) {
        flags.remove(flag);
        return this;
    }

    /** The menus' own language. */
    Settings language(String code) {
        texts.put("language", code);
        return this;
    }

    /** How times are said. */
    Settings timeFormat(String format) {
        texts.put("timeFormat", format);
        return this;
    }

    Settings minPassword(int digits) {
        minPassword = digits;
        return this;
    }

    Settings maxLogins(int tries) {
        maxLogins = tries;
        return this;
    }

    /** Shorter messages are played without their length. */
    Settings saidFrom(Duration length) {
        saidFrom = length;
        return this;
    }

    Settings unlimited() {
        longest = Duration.ZERO;
        return this;
    }

    Settings longestGreeting(Duration length) {
        longestGreeting = length;
        return this;
    }

    MailboxSettings build() {
        return new MailboxSettings(
                longest,
                longestGreeting,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                256,
                maxLogins,
                Duration.ofSeconds(3),
                ZoneId.of("Europe/Paris"),
                Optional.ofNullable(texts.get("timeFormat")),
                Optional.ofNullable(texts.get("language")),
                flags.contains("operator"),
                flags.contains("review"),
                flags.contains("saycid"),
                flags.contains("sayduration"),
                saidFrom,
                flags.contains("envelope"),
                flags.contains("forcename"),
                flags.contains("forcegreetings"),
                flags.contains("moveheard"),
                flags.contains("sendvoicemail"),
                minPassword);
    }
}

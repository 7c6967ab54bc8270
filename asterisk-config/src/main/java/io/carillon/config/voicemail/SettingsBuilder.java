package io.carillon.config.voicemail;

import io.carillon.config.Located;
import io.carillon.config.Values;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes settings of options that were checked when the file was read; what is not written is as Asterisk has it. */
record SettingsBuilder(Map<String, Located<String>> options, Map<String, Located<String>> zones) {
    private static final int MESSAGES = 100;
    private static final int LOGINS = 3;
    private static final int SKIP_MILLIS = 3000;
    private static final int SILENCE_THRESHOLD = 128;
    private static final int SAID_FROM_MINUTES = 2;
    private static final String SENDER = "asterisk";
    private static final String SENDER_NAME = "Asterisk PBX";

    VoicemailSettings build() {
        return new VoicemailSettings(
                number("maxmsg", MESSAGES), recording(), menus(), mail(), zone(), text("language"));
    }

    private VoicemailSettings.Recording recording() {
        return new VoicemailSettings.Recording(
                seconds("maxsecs"),
                seconds("minsecs"),
                seconds("maxsilence"),
                number("silencethreshold", SILENCE_THRESHOLD),
                seconds("maxgreet"));
    }

    private VoicemailSettings.Menus menus() {
        return new VoicemailSettings.Menus(
                number("maxlogins", LOGINS),
                Duration.ofMillis(number("skipms", SKIP_MILLIS)),
                flag("operator", false),
                flag("review", false),
                flag("envelope", true),
                flag("saycid", false),
                flag("sayduration", true),
                Duration.ofMinutes(number("saydurationm", SAID_FROM_MINUTES)),
                flag("moveheard", true),
                flag("forcename", false),
                flag("forcegreetings", false),
                flag("sendvoicemail", false),
                number("minpassword", 0));
    }

    private MailSettings mail() {
        Optional<String> plainSubject = flag("pbxskip", false)
                ? Optional.of("New message ${VM_MSGNUM} in mailbox ${VM_MAILBOX}")
                : Optional.empty();
        return new MailSettings(
                text("serveremail").orElse(SENDER),
                text("fromstring").orElse(SENDER_NAME),
                new MailSettings.Letter(
                        letter("emailsubject").or(() -> plainSubject), letter("emailbody"), text("emaildateformat")),
                new MailSettings.Letter(letter("pagersubject"), letter("pagerbody"), text("pagerdateformat")),
                flag("attach", false),
                format(),
                flag("delete", false));
    }

    /** {@code attachfmt}, else the first of {@code format} that we have. */
    private MailSettings.Format format() {
        return Stream.of("attachfmt", "format")
                .flatMap(name -> text(name).stream())
                .flatMap(list -> Stream.of(list.split("\\|")))
                .flatMap(word -> MailSettings.Format.of(word.strip()).stream())
                .findFirst()
                .orElse(MailSettings.Format.WAV);
    }

    private VoicemailSettings.Zone zone() {
        return text("tz")
                .flatMap(name -> Optional.ofNullable(zones.get(name)))
                .map(Located::value)
                .map(SettingsBuilder::zone)
                .orElseGet(() -> new VoicemailSettings.Zone(ZoneId.systemDefault(), Optional.empty()));
    }

    private static VoicemailSettings.Zone zone(String text) {
        String[] parts = text.split("\\|", 2);
        Optional<String> format = parts.length > 1 ? Optional.of(parts[1].strip()) : Optional.empty();
        return new VoicemailSettings.Zone(ZoneId.of(parts[0].strip()), format.filter(said -> !said.isEmpty()));
    }

    /** Line breaks stand as {@code \n}. */
    private Optional<String> letter(String name) {
        return text(name)
                .map(text -> text.replace("\\n", "\n")
                        .replace("\\t", "\t")
                        .replace("\\r", "")
                        .replace("\\\"", "\""));
    }

    private Duration seconds(String name) {
        return Duration.ofSeconds(number(name, 0));
    }

    private int number(String name, int usual) {
        return text(name).map(text -> Values.number(text).orElse(usual)).orElse(usual);
    }

    private boolean flag(String name, boolean usual) {
        return text(name).flatMap(Values::flag).orElse(usual);
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(options.get(name)).map(Located::value).filter(text -> !text.isEmpty());
    }
}

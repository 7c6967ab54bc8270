package io.carillon.config.voicemail;

import io.carillon.config.Entry;
import io.carillon.config.Located;
import io.carillon.config.OptionTable;
import io.carillon.config.Problems;
import io.carillon.config.Text;
import io.carillon.config.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of {@code [general]}, and those of them that a mailbox may have of its own. */
final class MailboxOptions {
    private static final int DAY_SECONDS = 86_400;

    /** By name: the least and the most. */
    private static final Map<String, Range> RANGES = Map.ofEntries(
            Map.entry("maxgreet", new Range(0, DAY_SECONDS)),
            Map.entry("maxlogins", new Range(1, 100)),
            Map.entry("maxmessage", new Range(0, DAY_SECONDS)),
            Map.entry("maxmsg", new Range(0, 9999)),
            Map.entry("maxsecs", new Range(0, DAY_SECONDS)),
            Map.entry("maxsilence", new Range(0, DAY_SECONDS)),
            Map.entry("minmessage", new Range(0, DAY_SECONDS)),
            Map.entry("minpassword", new Range(0, 80)),
            Map.entry("minsecs", new Range(0, DAY_SECONDS)),
            Map.entry("saydurationm", new Range(0, 1440)),
            Map.entry("silencethreshold", new Range(0, 32_767)),
            Map.entry("skipms", new Range(1, 600_000)));

    static final Set<String> NUMBERS = RANGES.keySet();

    /** Names that Asterisk gave up for others. */
    private static final Map<String, String> NEWER =
            Map.of("maxmessage", "maxsecs", "minmessage", "minsecs", "deletevoicemail", "delete", "zone", "tz");

    private record Range(int least, int most) {}

    private static final List<String> FLAGS = List.of(
            "attach",
            "delete",
            "deletevoicemail",
            "envelope",
            "forcegreetings",
            "forcename",
            "moveheard",
            "operator",
            "pbxskip",
            "review",
            "saycid",
            "sayduration",
            "sendvoicemail");

    private static final List<String> TEXTS = List.of(
            "emaildateformat",
            "emailbody",
            "emailsubject",
            "fromstring",
            "language",
            "pagerbody",
            "pagerdateformat",
            "pagersubject",
            "serveremail",
            "tz",
            "zone");

    private static final List<String> FORMATS = List.of("attachfmt", "format");

    /** Programs are never run, mail goes by SMTP and in UTF-8, nobody is called back or let out of a mailbox. */
    private static final String[] WITHOUT_EFFECT = {
        "adsifdn",
        "adsisec",
        "adsiver",
        "aliasescontext",
        "authpassword",
        "authuser",
        "backupdeleted",
        "callback",
        "charset",
        "cidinternalcontexts",
        "dialout",
        "exitcontext",
        "externnotify",
        "externpass",
        "externpasscheck",
        "externpassnotify",
        "greetingsfolder",
        "hidefromdir",
        "imapfolder",
        "imapflags",
        "imapgreetings",
        "imapport",
        "imapserver",
        "listen-control-forward-key",
        "listen-control-pause-key",
        "listen-control-restart-key",
        "listen-control-reverse-key",
        "listen-control-stop-key",
        "locale",
        "mailcmd",
        "messagewrap",
        "nextaftercmd",
        "odbcstorage",
        "odbctable",
        "pagerfromstring",
        "passwordlocation",
        "pollfreq",
        "pollmailboxes",
        "searchcontexts",
        "smdienable",
        "smdiport",
        "tempgreetwarn",
        "usedirectory",
        "userscontext",
        "vm-invalid-password",
        "vm-mismatch",
        "vm-newpassword",
        "vm-passchanged",
        "vm-password",
        "vm-pls-try-again",
        "vm-prepend-timeout",
        "vm-reenterpassword",
        "volgain"
    };

    private static final OptionTable<MailboxOptions> TABLE = table();

    private final Map<String, Located<String>> values = new HashMap<>();

    private static OptionTable<MailboxOptions> table() {
        OptionTable<MailboxOptions> table = new OptionTable<MailboxOptions>().withoutEffect(WITHOUT_EFFECT);
        NUMBERS.forEach(name -> table.on(MailboxOptions::number, name));
        FLAGS.forEach(name -> table.on(MailboxOptions::flag, name));
        TEXTS.forEach(name -> table.on((options, entry, problems) -> options.keep(entry), name));
        FORMATS.forEach(name -> table.on(MailboxOptions::format, name));
        return table;
    }

    void apply(Entry entry, Problems problems) {
        TABLE.apply(this, entry, problems);
    }

    Map<String, Located<String>> values() {
        return values;
    }

    private void number(Entry entry, Problems problems) {
        Range range = RANGES.getOrDefault(entry.name(), new Range(0, 0));
        Values.number(entry, range.least(), range.most(), problems).ifPresent(number -> keep(entry));
    }

    private void flag(Entry entry, Problems problems) {
        Values.flag(entry, problems)
                .ifPresent(flag -> put(
                        entry, new Located<>(flag ? "yes" : "no", entry.value().at())));
    }

    /** Messages are kept once; what of the list we cannot make of them is left out. */
    private void format(Entry entry, Problems problems) {
        for (Text word : entry.value().split("|")) {
            if (MailSettings.Format.of(word.value()).isEmpty()) {
                problems.warning(
                        word.at(), "messages are attached as wav, wav49, gsm, ulaw or alaw, not " + word.value());
            }
        }
        keep(entry);
    }

    private void keep(Entry entry) {
        put(entry, entry.value().located());
    }

    private void put(Entry entry, Located<String> value) {
        values.put(NEWER.getOrDefault(entry.name(), entry.name()), value);
    }
}

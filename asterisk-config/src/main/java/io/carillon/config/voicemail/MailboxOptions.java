package io.carillon.config.voicemail;

import io.carillon.config.Entry;
import io.carillon.config.Located;
import io.carillon.config.OptionTable;
import io.carillon.config.Problems;
import io.carillon.config.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The options of {@code [general]}, and those of them that a mailbox may have of its own. */
final class MailboxOptions {
    static final List<String> NUMBERS = List.of(
            "backupdeleted",
            "maxgreet",
            "maxlogins",
            "maxmessage",
            "maxmsg",
            "maxsecs",
            "maxsilence",
            "minmessage",
            "minpassword",
            "minsecs",
            "saydurationm",
            "silencethreshold",
            "skipms");

    private static final List<String> FLAGS = List.of(
            "attach",
            "delete",
            "deletevoicemail",
            "envelope",
            "forcegreetings",
            "forcename",
            "hidefromdir",
            "messagewrap",
            "moveheard",
            "nextaftercmd",
            "operator",
            "pbxskip",
            "review",
            "saycid",
            "sayduration",
            "searchcontexts",
            "sendvoicemail",
            "tempgreetwarn",
            "usedirectory");

    private static final List<String> TEXTS = List.of(
            "attachfmt",
            "callback",
            "charset",
            "dialout",
            "emaildateformat",
            "emailbody",
            "emailsubject",
            "exitcontext",
            "format",
            "fromstring",
            "language",
            "locale",
            "pagerbody",
            "pagerdateformat",
            "pagerfromstring",
            "pagersubject",
            "serveremail",
            "tz",
            "volgain",
            "zone");

    /** Programs are never run, and mail goes by SMTP. */
    private static final String[] WITHOUT_EFFECT = {
        "adsifdn",
        "adsisec",
        "adsiver",
        "aliasescontext",
        "authpassword",
        "authuser",
        "cidinternalcontexts",
        "externnotify",
        "externpass",
        "externpasscheck",
        "externpassnotify",
        "greetingsfolder",
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
        "mailcmd",
        "odbcstorage",
        "odbctable",
        "passwordlocation",
        "pollfreq",
        "pollmailboxes",
        "smdienable",
        "smdiport",
        "userscontext",
        "vm-invalid-password",
        "vm-mismatch",
        "vm-newpassword",
        "vm-passchanged",
        "vm-password",
        "vm-pls-try-again",
        "vm-prepend-timeout",
        "vm-reenterpassword"
    };

    /** No count, length or threshold of a mailbox is larger. */
    private static final int MAX_NUMBER = 1_000_000;

    private static final OptionTable<MailboxOptions> TABLE = table();

    private final Map<String, Located<String>> values = new HashMap<>();

    private static OptionTable<MailboxOptions> table() {
        OptionTable<MailboxOptions> table = new OptionTable<MailboxOptions>().withoutEffect(WITHOUT_EFFECT);
        NUMBERS.forEach(name -> table.on(MailboxOptions::number, name));
        FLAGS.forEach(name -> table.on(MailboxOptions::flag, name));
        TEXTS.forEach(name -> table.on((options, entry, problems) -> options.keep(entry), name));
        return table;
    }

    void apply(Entry entry, Problems problems) {
        TABLE.apply(this, entry, problems);
    }

    Map<String, Located<String>> values() {
        return values;
    }

    private void number(Entry entry, Problems problems) {
        Values.number(entry, 0, MAX_NUMBER, problems).ifPresent(number -> keep(entry));
    }

    private void flag(Entry entry, Problems problems) {
        Values.flag(entry, problems)
                .ifPresent(flag -> values.put(
                        entry.name(),
                        new Located<>(flag ? "yes" : "no", entry.value().at())));
    }

    private void keep(Entry entry) {
        values.put(entry.name().toLowerCase(Locale.ROOT), entry.value().located());
    }
}

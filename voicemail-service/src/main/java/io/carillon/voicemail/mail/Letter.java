package io.carillon.voicemail.mail;

import io.carillon.config.voicemail.MailSettings;
import io.carillon.voicemail.mailbox.MailboxDirectory;
import io.carillon.voicemail.message.Caller;
import io.carillon.voicemail.message.Message;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is written to tell of a message: voicemail.conf's subject and body, or ours, with {@code ${VM_NAME}} and the like put in.
 * Pure.
 */
record Letter(String sender, String recipient, String subject, String body) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)\\}");
    /** A caller's name must not begin a header of its own. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    /** What would end the name in front of an address. */
    private static final Pattern DELIMITERS = Pattern.compile("[\"<>(),;:\\\\]");

    private static final String UNKNOWN = "an unknown caller";
    private static final String SUBJECT = "[PBX]: New message ${VM_MSGNUM} in mailbox ${VM_MAILBOX}";
    private static final String BODY = """
            Hello ${VM_NAME},

            ${VM_CALLERID} left you a message of ${VM_DUR} on ${VM_DATE}. It is number ${VM_MSGNUM} in your mailbox ${VM_MAILBOX}; \
            call your voicemail to hear it.
            """;
    private static final String DATE = "%A, %B %d, %Y at %r";
    private static final String PAGER_SUBJECT = "New VM";
    private static final String PAGER_BODY =
            "New ${VM_DUR} long message in box ${VM_MAILBOX} from ${VM_CALLERID}, on ${VM_DATE}";

    /**
     * Writes it.
     *
     * @param place the message's number in the mailbox, from 1
     * @param host put behind a sender without one
     */
    static Letter of(
            MailQueue.Kind kind,
            MailboxDirectory.Entry box,
            Message message,
            String recipient,
            int place,
            String host) {
        MailSettings mail = box.settings().mail();
        boolean pager = kind == MailQueue.Kind.PAGER;
        MailSettings.Letter texts = pager ? mail.pager() : mail.letter();
        String name = box.line().name().orElse("");
        String date = new LetterDate(message.left().atZone(box.settings().zone().id()), locale(box))
                .as(texts.dateFormat().orElse(DATE));
        Map<String, String> values = values(box, message, place, date);
        String address = mail.sender().contains("@") ? mail.sender() : mail.sender() + "@" + host;
        return new Letter(
                named(mail.senderName(), address),
                pager ? recipient : named(name, recipient),
                clean(filled(texts.subject().orElse(pager ? PAGER_SUBJECT : SUBJECT), values)),
                filled(texts.body().orElse(pager ? PAGER_BODY : BODY), values));
    }

    private static Locale locale(MailboxDirectory.Entry box) {
        return box.settings().language().map(Locale::forLanguageTag).orElse(Locale.ENGLISH);
    }

    private static Map<String, String> values(MailboxDirectory.Entry box, Message message, int place, String date) {
        Caller caller = message.caller();
        String whole = caller.toString();
        Function<Optional<String>, String> known =
                text -> text.filter(some -> !some.isEmpty()).orElse(UNKNOWN);
        return Map.of(
                "VM_NAME", box.line().name().orElse(""),
                "VM_DUR", minutes(message.length()),
                "VM_MSGNUM", Integer.toString(place),
                "VM_CONTEXT", message.box().context(),
                "VM_MAILBOX", message.box().number(),
                "VM_CALLERID", whole.isEmpty() ? UNKNOWN : whole,
                "VM_CIDNUM", known.apply(caller.number()),
                "VM_CIDNAME", known.apply(caller.name()),
                "VM_DATE", date);
    }

    private static String minutes(Duration length) {
        return "%d:%02d".formatted(length.toMinutes(), length.toSecondsPart());
    }

    /** A variable that there is not is empty, as in the dial plan. */
    private static String filled(String text, Map<String, String> values) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
    }

    private static String named(String name, String address) {
        String plain = DELIMITERS.matcher(clean(name)).replaceAll(" ").strip();
        return plain.isEmpty() ? clean(address) : plain + " <" + clean(address) + ">";
    }

    private static String clean(String text) {
        return CONTROL.matcher(text).replaceAll(" ").strip();
    }
}

package io.carillon.voicemail.waiting;

import io.carillon.voicemail.message.MailboxCounts;
import java.util.Collection;

/**
 * What a lamp is told: a body of {@code application/simple-message-summary} (RFC 3842 §5.2), exactly these lines, for phones
 * compare them as text. Immutable.
 *
 * @param counts of all mailboxes of the account together
 */
record MessageSummary(String account, MailboxCounts counts) {
    /** Its media type. */
    static final String TYPE = "application/simple-message-summary";

    /** Whose mailboxes they are: a name, no host. */
    private static final String DOMAIN = "carillon";

    /** One lamp for several mailboxes. */
    static MessageSummary of(String account, Collection<MailboxCounts> mailboxes) {
        return new MessageSummary(
                account,
                mailboxes.stream()
                        .reduce(
                                MailboxCounts.NONE,
                                (one, other) -> new MailboxCounts(
                                        one.fresh() + other.fresh(),
                                        one.old() + other.old(),
                                        one.urgent() + other.urgent())));
    }

    /** New and old messages, and in brackets the urgent ones of each. */
    String text() {
        return "Messages-Waiting: " + (counts.fresh() > 0 ? "yes" : "no") + "\r\n"
                + "Message-Account: sip:" + account + "@" + DOMAIN + "\r\n"
                + "Voice-Message: " + counts.fresh() + "/" + counts.old() + " (" + counts.urgent() + "/0)\r\n";
    }
}

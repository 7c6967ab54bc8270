package io.carillon.voicemail.message;

import io.carillon.voicemail.mailbox.Mailbox;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * How much is kept.
 *
 * @param mostMessages of a folder, by mailbox; empty where there is no such mailbox
 * @param quota bytes of all messages of a mailbox, as stored
 * @param longest of any recording, whatever voicemail.conf says
 */
public record MailboxLimits(Function<Mailbox.Key, OptionalInt> mostMessages, long quota, Duration longest) {

    /** {@code maxmsg} of a mailbox; one that is not there takes nothing. */
    int most(Mailbox.Key box) {
        return mostMessages.apply(box).orElse(0);
    }
}

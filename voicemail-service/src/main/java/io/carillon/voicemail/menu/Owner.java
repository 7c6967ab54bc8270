package io.carillon.voicemail.menu;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.mailbox.MailboxSettings;

/**
 * Who has logged in, and what the menus need to serve it.
 *
 * @param call our id of the call, for facts
 */
record Owner(Office office, Voice voice, Mailbox.Key box, MailboxSettings settings, String call) {

    /** For its greetings, as for its words, but for their length. */
    Dictation.Rules greetingRules() {
        return new Dictation.Rules(Dictation.greetingLimits(settings), true, false, false);
    }

    /** An owner hears what it has recorded, and drops it by hanging up. */
    Dictation.Rules rules() {
        return new Dictation.Rules(Dictation.limits(settings), true, false, false);
    }
}

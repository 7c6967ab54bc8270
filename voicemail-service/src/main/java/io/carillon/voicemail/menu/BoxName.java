package io.carillon.voicemail.menu;

import io.carillon.voicemail.mailbox.Mailbox;

/** {@code number@context}, as the dial plan writes mailboxes. */
final class BoxName {
    private static final String DEFAULT_CONTEXT = "default";

    private BoxName() {}

    /** Without a context it is {@code default}'s. */
    static Mailbox.Key key(String name) {
        int at = name.indexOf('@');
        return at < 0
                ? new Mailbox.Key(DEFAULT_CONTEXT, name)
                : new Mailbox.Key(name.substring(at + 1), name.substring(0, at));
    }
}

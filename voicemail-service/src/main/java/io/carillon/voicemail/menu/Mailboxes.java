package io.carillon.voicemail.menu;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.mailbox.MailboxSettings;
import java.util.Optional;

/** What the menus ask of mailboxes beside their messages. Every method may block; any thread. */
public interface Mailboxes {

    /** How the mailbox behaves; empty where there is no such mailbox. */
    Optional<MailboxSettings> settings(Mailbox.Key box);

    boolean hasPin(Mailbox.Key box);

    /**
     * Tries a PIN, slowly where wrong ones came before.
     *
     * @param account whose phone it is keyed in at, if it is one of ours: the owner's is counted by itself
     */
    boolean opens(Mailbox.Key box, String pin, Optional<String> account);

    /** Whether its owner may choose the PIN. */
    boolean takesPin(Mailbox.Key box);

    void choosePin(Mailbox.Key box, String pin);
}

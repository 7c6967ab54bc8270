package io.carillon.voicemail;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.mailbox.MailboxDirectory;
import io.carillon.voicemail.mailbox.MailboxSettings;
import io.carillon.voicemail.menu.Mailboxes;
import java.util.Optional;

/** What the menus ask, answered by voicemail.conf and PostgreSQL. */
record KnownMailboxes(MailboxDirectory directory) implements Mailboxes {

    @Override
    public Optional<MailboxSettings> settings(Mailbox.Key box) {
        return directory.settings(box);
    }

    @Override
    public boolean hasPin(Mailbox.Key box) {
        return directory.hasPin(box);
    }

    @Override
    public boolean opens(Mailbox.Key box, String pin, Optional<String> account) {
        return directory.opens(box, pin, account);
    }

    @Override
    public boolean takesPin(Mailbox.Key box) {
        return directory.takesPin(box);
    }

    @Override
    public void choosePin(Mailbox.Key box, String pin) {
        directory.choosePin(box, pin);
    }
}

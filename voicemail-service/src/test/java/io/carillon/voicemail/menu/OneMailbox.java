package io.carillon.voicemail.menu;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.mailbox.MailboxSettings;
import java.util.Optional;

/** A single mailbox without a PIN, for tests of what is around the menus. */
public record OneMailbox(Mailbox.Key box) implements Mailboxes {

    @Override
    public Optional<MailboxSettings> settings(Mailbox.Key other) {
        return other.equals(box) ? Optional.of(new Settings().build()) : Optional.empty();
    }

    @Override
    public boolean hasPin(Mailbox.Key other) {
        return false;
    }

    @Override
    public boolean opens(Mailbox.Key other, String pin, Optional<String> account) {
        return false;
    }

    @Override
    public boolean takesPin(Mailbox.Key other) {
        return false;
    }

    @Override
    public void choosePin(Mailbox.Key other, String pin) {
        throw new AssertionError("nobody asks for a PIN here");
    }
}

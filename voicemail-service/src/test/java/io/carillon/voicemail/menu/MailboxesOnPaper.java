package io.carillon.voicemail.menu;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.mailbox.MailboxSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mailboxes of a test. */
final class MailboxesOnPaper implements Mailboxes {
    private final Map<Mailbox.Key, MailboxSettings> settings = new HashMap<>();
    private final Map<Mailbox.Key, String> pins = new HashMap<>();
    private final List<String> askedFrom = new ArrayList<>();
    private boolean fixed;

    MailboxesOnPaper has(Mailbox.Key box, MailboxSettings behaviour, String pin) {
        settings.put(box, behaviour);
        if (!pin.isEmpty()) {
            pins.put(box, pin);
        }
        return this;
    }

    /** No PIN may be changed. */
    void fix() {
        fixed = true;
    }

    /** The accounts whose phones PINs were keyed in at. */
    List<String> askedFrom() {
        return askedFrom;
    }

    String pin(Mailbox.Key box) {
        return pins.getOrDefault(box, "");
    }

    @Override
    public Optional<MailboxSettings> settings(Mailbox.Key box) {
        return Optional.ofNullable(settings.get(box));
    }

    @Override
    public boolean hasPin(Mailbox.Key box) {
        return pins.containsKey(box);
    }

    @Override
    public boolean opens(Mailbox.Key box, String pin, Optional<String> account) {
        account.ifPresent(askedFrom::add);
        return pin.equals(pins.get(box));
    }

    @Override
    public boolean takesPin(Mailbox.Key box) {
        return !fixed;
    }

    @Override
    public void choosePin(Mailbox.Key box, String pin) {
        pins.put(box, pin);
    }
}

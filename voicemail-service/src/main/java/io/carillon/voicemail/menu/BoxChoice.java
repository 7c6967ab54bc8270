package io.carillon.voicemail.menu;

import io.carillon.voicemail.mailbox.Mailbox;
import java.util.Optional;

/** Asks for somebody else's mailbox, by its number in the owner's context. */
final class BoxChoice {
    private static final int MOST_TRIES = 3;
    private static final String CANCEL = "*";

    private final Owner owner;

    BoxChoice(Owner owner) {
        this.owner = owner;
    }

    /** Empty where the owner cancels, or names none that there is. */
    Optional<Mailbox.Key> ask() {
        Voice voice = owner.voice();
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            String number = voice.digits("vm-whichbox");
            if (number.isEmpty() || number.equals(CANCEL)) {
                return Optional.empty();
            }
            Mailbox.Key box = new Mailbox.Key(owner.box().context(), number);
            if (owner.office().mailboxes().settings(box).isPresent()) {
                return Optional.of(box);
            }
            voice.tell("vm-nobox");
        }
        return Optional.empty();
    }
}

package io.carillon.voicemail.menu;

import java.util.Optional;

/** Asks for a new PIN twice. */
final class NewPin {
    private static final int MOST_TRIES = 3;

    private final Owner owner;

    NewPin(Owner owner) {
        this.owner = owner;
    }

    /** @return a key that was pressed while the outcome was said */
    Optional<Character> ask() {
        Voice voice = owner.voice();
        Mailboxes mailboxes = owner.office().mailboxes();
        if (!mailboxes.takesPin(owner.box())) {
            return voice.say("vm-no");
        }
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            String pin = voice.digits("vm-newpassword");
            if (pin.isEmpty()
                    || !pin.matches("\\d+")
                    || pin.length() < owner.settings().minPassword()) {
                voice.tell("vm-invalid-password");
            } else if (!voice.digits("vm-reenterpassword").equals(pin)) {
                voice.tell("vm-mismatch");
            } else {
                mailboxes.choosePin(owner.box(), pin);
                return voice.say("vm-passchanged");
            }
        }
        return Optional.empty();
    }
}

package io.carillon.voicemail.menu;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.message.Caller;
import io.carillon.voicemail.message.Finished;
import io.carillon.voicemail.message.Message;
import io.carillon.voicemail.message.Purpose;
import io.carillon.voicemail.message.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Key 3: reply to whoever left the message, hear when and by whom it was left, leave a message with somebody else ({@code
 * sendvoicemail}). Calling out of the mailbox (2, 4) is not offered.
 */
final class AdvancedOptions {
    private static final int MOST_REPEATS = 3;
    private static final char MAIN_MENU = '*';

    private final Owner owner;
    private final Voice voice;

    AdvancedOptions(Owner owner) {
        this.owner = owner;
        this.voice = owner.voice();
    }

    /** @param message the one that was played last, if any */
    Optional<Character> run(Optional<Message> message) {
        Optional<Mailbox.Key> sender = message.flatMap(this::sender);
        for (int repeats = 0; repeats < MOST_REPEATS; repeats++) {
            Optional<Character> key = voice.ask(offered(message, sender));
            switch (key.orElse('?')) {
                case '1' -> {
                    return sender.isPresent() ? leaveWith(sender.get()) : voice.say("vm-sorry");
                }
                case '3' -> {
                    return message.isPresent()
                            ? voice.play(new Envelope(owner).whole(message.get()), Voice.ANY)
                            : voice.say("vm-sorry");
                }
                case '5' -> {
                    return owner.settings().send()
                            ? new BoxChoice(owner).ask().flatMap(this::leaveWith)
                            : voice.say("vm-sorry");
                }
                case MAIN_MENU -> {
                    return Optional.empty();
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private List<String> offered(Optional<Message> message, Optional<Mailbox.Key> sender) {
        List<String> said = new ArrayList<>();
        sender.ifPresent(_ -> said.add("vm-toreply"));
        message.ifPresent(_ -> said.add("vm-tohearenv"));
        if (owner.settings().send()) {
            said.add("vm-leavemsg");
        }
        said.add("vm-starmain");
        return said;
    }

    /** The mailbox of whoever left it, where that is a neighbour. */
    private Optional<Mailbox.Key> sender(Message message) {
        return message.caller()
                .number()
                .map(number -> new Mailbox.Key(owner.box().context(), number))
                .filter(box -> owner.office().mailboxes().settings(box).isPresent());
    }

    private Optional<Character> leaveWith(Mailbox.Key box) {
        var store = owner.office().store();
        if (store.full(box)) {
            return voice.say("vm-mailboxfull");
        }
        var from = new Caller(Optional.empty(), Optional.of(owner.box().number()));
        var purpose = new Purpose.Message(from, owner.call(), false, List.of());
        Dictation dictation = new Dictation(
                voice,
                store,
                () -> store.begin(
                        box,
                        purpose,
                        owner.settings().shortest(),
                        owner.settings().longest()),
                new Dictation.Rules(Dictation.limits(owner.settings()), true, false, true));
        return switch (dictation.run("vm-intro")) {
            case Dictation.Result.Kept(Recording recording, boolean _) ->
                voice.say(store.finish(recording) instanceof Finished.Left ? "vm-msgsaved" : "vm-tooshort");
            case Dictation.Result.Dropped(), Dictation.Result.Operator _ -> voice.say("vm-deleted");
        };
    }
}

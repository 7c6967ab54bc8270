package io.carillon.voicemail.menu;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.message.Message;
import io.carillon.voicemail.message.Purpose;
import io.carillon.voicemail.message.Recording;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Key 8: another mailbox gets a copy, with words before it if its sender likes. */
final class Forwarding {
    private static final int MOST_REPEATS = 3;

    private final Owner owner;
    private final Voice voice;

    Forwarding(Owner owner) {
        this.owner = owner;
        this.voice = owner.voice();
    }

    Optional<Character> run(Message message) {
        return new BoxChoice(owner).ask().flatMap(to -> introduce(message, to));
    }

    private Optional<Character> introduce(Message message, Mailbox.Key to) {
        for (int repeats = 0; repeats < MOST_REPEATS; repeats++) {
            Optional<Character> key = voice.ask(List.of("vm-forwardoptions", "vm-star-cancel"));
            switch (key.orElse('?')) {
                case '1' -> {
                    return switch (words().run("vm-record-prepend")) {
                        case Dictation.Result.Kept(Recording recording, boolean _) -> {
                            owner.office().store().finish(recording);
                            yield send(message, to, Optional.of(recording));
                        }
                        case Dictation.Result.Dropped(), Dictation.Result.Operator _ -> Optional.empty();
                    };
                }
                case '2' -> {
                    return send(message, to, Optional.empty());
                }
                case '*' -> {
                    return Optional.empty();
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private Dictation words() {
        var store = owner.office().store();
        return new Dictation(
                voice,
                store,
                () -> store.begin(
                        owner.box(),
                        new Purpose.Comment(),
                        Duration.ZERO,
                        owner.settings().longest()),
                owner.rules());
    }

    private Optional<Character> send(Message message, Mailbox.Key to, Optional<Recording> words) {
        List<Mailbox.Key> got =
                owner.office().store().forward(owner.box(), message.id(), List.of(to), words, owner.call());
        return voice.say(got.contains(to) ? "vm-msgforwarded" : "vm-mailboxfull");
    }
}

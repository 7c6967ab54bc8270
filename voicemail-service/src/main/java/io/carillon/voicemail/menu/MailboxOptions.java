package io.carillon.voicemail.menu;

import io.carillon.voicemail.message.Greeting;
import io.carillon.voicemail.message.Purpose;
import io.carillon.voicemail.message.Recording;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Key 0: the owner's greetings (1 unavailable, 2 busy, 3 name, 4 temporary) and its password (5). */
final class MailboxOptions {
    private static final int MOST_REPEATS = 3;

    private final Owner owner;
    private final Voice voice;

    MailboxOptions(Owner owner) {
        this.owner = owner;
        this.voice = owner.voice();
    }

    /** Until the owner goes back by {@code *} or says nothing; {@code #} leaves for good. */
    Optional<Character> run() {
        Optional<Character> key = Optional.empty();
        for (int repeats = 0; repeats < MOST_REPEATS; ) {
            key = key.or(() -> voice.ask(List.of("vm-options")));
            repeats = key.isEmpty() ? repeats + 1 : 0;
            switch (key.orElse('?')) {
                case '1' -> key = record(Greeting.Kind.UNAVAILABLE, "vm-rec-unv");
                case '2' -> key = record(Greeting.Kind.BUSY, "vm-rec-busy");
                case '3' -> key = record(Greeting.Kind.NAME, "vm-rec-name");
                case '4' -> key = temporary();
                case '5' -> key = new NewPin(owner).ask();
                case '*' -> {
                    return Optional.empty();
                }
                case '#' -> {
                    return key;
                }
                default -> key = Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Somebody whose PIN is still the mailbox's number is asked for what voicemail.conf forces. */
    void welcome() {
        if (!owner.settings().forceName() && !owner.settings().forceGreetings()) {
            return;
        }
        voice.tell("vm-newuser");
        new NewPin(owner).ask();
        if (owner.settings().forceName()) {
            record(Greeting.Kind.NAME, "vm-rec-name");
        }
        if (owner.settings().forceGreetings()) {
            record(Greeting.Kind.UNAVAILABLE, "vm-rec-unv");
            record(Greeting.Kind.BUSY, "vm-rec-busy");
        }
    }

    private Optional<Character> temporary() {
        boolean there = owner.office()
                .store()
                .greeting(owner.box(), Greeting.Kind.TEMPORARY)
                .isPresent();
        for (int repeats = 0; repeats < MOST_REPEATS; repeats++) {
            Optional<Character> key = voice.ask(List.of(there ? "vm-tempgreeting2" : "vm-tempgreeting"));
            switch (key.orElse('?')) {
                case '1' -> {
                    return record(Greeting.Kind.TEMPORARY, "vm-rec-temp");
                }
                case '2' -> {
                    if (there) {
                        owner.office().store().removeGreeting(owner.box(), Greeting.Kind.TEMPORARY);
                        return voice.say("vm-tempremoved");
                    }
                }
                case '*' -> {
                    return Optional.empty();
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private Optional<Character> record(Greeting.Kind kind, String instructions) {
        var store = owner.office().store();
        Dictation dictation = new Dictation(
                voice,
                store,
                () -> store.begin(
                        owner.box(),
                        new Purpose.Greeting(kind),
                        Duration.ZERO,
                        owner.settings().longestGreeting()),
                owner.greetingRules());
        return switch (dictation.run(instructions)) {
            case Dictation.Result.Kept(Recording recording, boolean _) -> {
                store.finish(recording);
                yield voice.say("vm-msgsaved");
            }
            case Dictation.Result.Dropped(), Dictation.Result.Operator _ -> voice.say("vm-deleted");
        };
    }
}

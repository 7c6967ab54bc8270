package io.carillon.voicemail.menu;

import io.carillon.prompts.speech.Spelling;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.message.Greeting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a mailbox says to those who call: what its owner has recorded, else our words with its number. */
final class Greetings {
    private static final char BUSY = 'b';
    private static final char UNAVAILABLE = 'u';

    private final Office office;
    private final Voice voice;

    Greetings(Office office, Voice voice) {
        this.office = office;
        this.voice = voice;
    }

    /** A temporary greeting goes before all others; without one, and without {@code u} and {@code b}, nothing is said. */
    List<Sound> of(Mailbox.Key box, VoicemailRequest request) {
        Optional<Sound> temporary = recorded(box, Greeting.Kind.TEMPORARY);
        if (temporary.isPresent()) {
            return List.of(temporary.get());
        }
        if (request.has(BUSY)) {
            return greeting(box, Greeting.Kind.BUSY, "vm-isonphone");
        }
        return request.has(UNAVAILABLE) ? greeting(box, Greeting.Kind.UNAVAILABLE, "vm-isunavail") : List.of();
    }

    private List<Sound> greeting(Mailbox.Key box, Greeting.Kind kind, String predicate) {
        Optional<Sound> own = recorded(box, kind);
        if (own.isPresent()) {
            return List.of(own.get());
        }
        List<Sound> ours = new ArrayList<>(name(box));
        ours.add(voice.prompt(predicate));
        return ours;
    }

    /** Who the mailbox's owner is. */
    private List<Sound> name(Mailbox.Key box) {
        return recorded(box, Greeting.Kind.NAME)
                .map(List::of)
                .orElseGet(() -> voice.prompts(Voice.joined(List.of("vm-theperson"), Spelling.digits(box.number()))));
    }

    /** The owner's recording, if there is one. */
    Optional<Sound> recorded(Mailbox.Key box, Greeting.Kind kind) {
        return office.store()
                .greeting(box, kind)
                .map(greeting -> new Sound.Stored(office.store().soundUrl(greeting.sound()), Duration.ZERO));
    }
}

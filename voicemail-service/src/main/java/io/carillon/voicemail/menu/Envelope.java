package io.carillon.voicemail.menu;

import io.carillon.prompts.speech.Spelling;
import io.carillon.prompts.speech.TimeFormat;
import io.carillon.protocol.media.Sound;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.mailbox.MailboxSettings;
import io.carillon.voicemail.message.Greeting;
import io.carillon.voicemail.message.Message;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said of a message: when it came, in the mailbox's own zone, from whom, and how long it is. */
final class Envelope {
    private final Owner owner;
    private final Voice voice;
    private final MailboxSettings settings;

    Envelope(Owner owner) {
        this.owner = owner;
        this.voice = owner.voice();
        this.settings = owner.settings();
    }

    /** Before a message is played: as much as the mailbox's settings want. */
    List<Sound> before(Message message, int number, int of) {
        List<Sound> said = new ArrayList<>(voice.prompts(voice.language().message(number, of)));
        if (settings.envelope()) {
            said.addAll(time(message));
        }
        if (settings.sayCallerId()) {
            said.addAll(caller(message));
        }
        if (settings.sayDuration()) {
            said.addAll(duration(message));
        }
        return said;
    }

    /** All of it, for who asks. */
    List<Sound> whole(Message message) {
        List<Sound> said = new ArrayList<>(time(message));
        said.addAll(caller(message));
        said.addAll(duration(message));
        return said;
    }

    private List<Sound> time(Message message) {
        TimeFormat format = settings.timeFormat()
                .map(TimeFormat::read)
                .orElseGet(() -> voice.language().envelopeFormat());
        ZonedDateTime left = message.left().atZone(settings.zone());
        ZonedDateTime now = owner.office().clock().instant().atZone(settings.zone());
        return voice.prompts(voice.language().time(left, format, now));
    }

    /** A caller who has a mailbox beside this one is an extension, and says its own name. */
    private List<Sound> caller(Message message) {
        Optional<String> number =
                message.caller().number().filter(text -> !Spelling.digits(text).isEmpty());
        if (number.isEmpty()) {
            return List.of(voice.prompt("vm-unknown-caller"));
        }
        Mailbox.Key box = new Mailbox.Key(owner.box().context(), number.get());
        if (owner.office().mailboxes().settings(box).isEmpty()) {
            return spelled("vm-from-phonenumber", number.get());
        }
        return new Greetings(owner.office(), voice)
                .recorded(box, Greeting.Kind.NAME)
                .map(name -> List.of(voice.prompt("vm-from"), name))
                .orElseGet(() -> spelled("vm-from-extension", number.get()));
    }

    private List<Sound> spelled(String prompt, String number) {
        return voice.prompts(Voice.joined(List.of(prompt), Spelling.digits(number)));
    }

    /** In whole minutes; shorter messages than the mailbox's {@code saydurationm} are not worth a word. */
    private List<Sound> duration(Message message) {
        Duration length = message.length();
        return length.compareTo(settings.saidFrom()) < 0
                ? List.of()
                : voice.prompts(
                        Voice.joined(List.of("vm-duration"), voice.number(length.toMinutes()), List.of("vm-minutes")));
    }
}

package io.carillon.voicemail.menu;

import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.mailbox.MailboxSettings;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Asks whose messages are to be heard, and for the PIN. For one call and its thread. */
final class Login {
    private static final Logger LOG = Logger.getLogger(Login.class);

    private static final char STRAIGHT_IN = 's';
    private static final char PREFIXED = 'p';
    private static final String LEAVE = "*";

    /** Where no mailbox is named whose own number of tries would count. */
    private static final int USUAL_TRIES = 3;

    private final Office office;
    private final Voice voice;
    private final String context;
    private final String prefix;
    private final Optional<Mailbox.Key> named;
    private final Optional<String> account;
    private final boolean straightIn;

    /** How it ended. */
    sealed interface Outcome {
        /** @param newcomer whether the PIN is still the mailbox's number */
        record Open(Mailbox.Key box, MailboxSettings settings, boolean newcomer) implements Outcome {}

        /** After too many wrong tries; the caller has been told. */
        record Refused() implements Outcome {}

        /** The caller pressed {@code *} instead. */
        record Elsewhere() implements Outcome {}
    }

    Login(Office office, Voice voice, VoicemailRequest request) {
        this.office = office;
        this.voice = voice;
        this.account = request.account();
        this.straightIn = request.has(STRAIGHT_IN);
        Optional<Mailbox.Key> given = request.boxes().stream().findFirst().map(BoxName::key);
        boolean prefixed = request.has(PREFIXED);
        this.context = given.orElse(BoxName.key("")).context();
        this.prefix = prefixed ? given.map(Mailbox.Key::number).orElse("") : "";
        this.named = given.filter(box -> !prefixed && !box.number().isEmpty())
                .filter(box -> office.mailboxes().settings(box).isPresent());
    }

    Outcome run() {
        if (straightIn && named.isPresent()) {
            return open(named.get());
        }
        String asked = "vm-login";
        for (int failures = 0; ; ) {
            String number = named.isPresent() ? "" : voice.digits(asked);
            Mailbox.Key box = named.orElseGet(() -> new Mailbox.Key(context, prefix + number));
            Optional<MailboxSettings> settings = office.mailboxes().settings(box);
            boolean free = settings.isPresent() && !office.mailboxes().hasPin(box);
            String pin = number.equals(LEAVE) || free ? number : voice.digits("vm-password");
            if (number.equals(LEAVE) || (!free && pin.equals(LEAVE))) {
                return new Outcome.Elsewhere();
            }
            if (settings.isPresent() && (free || office.mailboxes().opens(box, pin, account))) {
                return new Outcome.Open(box, settings.get(), !free && pin.equals(box.number()));
            }
            if (settings.isPresent()) {
                LOG.infof("Wrong PIN for %s@%s", box.number(), box.context());
            } else {
                // What was keyed may be somebody's PIN.
                LOG.infof("No such mailbox in %s", box.context());
            }
            failures++;
            if (failures >= settings.map(MailboxSettings::maxLogins).orElse(USUAL_TRIES)) {
                voice.tell("vm-incorrect", "vm-goodbye");
                return new Outcome.Refused();
            }
            if (named.isPresent()) {
                voice.tell("vm-incorrect");
            }
            asked = "vm-incorrect-mailbox";
        }
    }

    private Outcome open(Mailbox.Key box) {
        return office.mailboxes()
                .settings(box)
                .<Outcome>map(settings -> new Outcome.Open(box, settings, false))
                .orElse(new Outcome.Refused());
    }
}

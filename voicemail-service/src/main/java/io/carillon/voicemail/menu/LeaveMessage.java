package io.carillon.voicemail.menu;

import io.carillon.protocol.media.Sound;
import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.mailbox.MailboxSettings;
import io.carillon.voicemail.message.Finished;
import io.carillon.voicemail.message.Purpose;
import io.carillon.voicemail.message.Recording;
import io.carillon.voicemail.message.StoreAway;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * {@code VoiceMail()}: greets, records, and says thank you. For one call and its thread.
 *
 * <p>A message is kept from its first half second on. Whatever happens to the caller, to the relay or to us after that, it is
 * delivered, unless the caller takes it back.
 */
final class LeaveMessage {
    private static final Logger LOG = Logger.getLogger(LeaveMessage.class);

    private static final char SILENTLY = 's';
    private static final char DIGITS_LEAVE = 'd';
    private static final char OPERATOR = '0';
    private static final char ELSEWHERE = '*';
    private static final char GO_ON = '#';
    private static final char KEEP = '1';

    private final Office office;
    private final VoicemailRequest request;
    private final Voice voice;
    private final List<Mailbox.Key> boxes;

    LeaveMessage(Office office, Channel channel, VoicemailRequest request) {
        this.office = office;
        this.request = request;
        this.voice = new Voice(channel, request.language());
        this.boxes = request.boxes().stream().map(BoxName::key).toList();
    }

    VoicemailResult run() {
        Optional<MailboxSettings> settings = boxes.stream().findFirst().flatMap(office.mailboxes()::settings);
        if (settings.isEmpty()) {
            LOG.warnf("No message can be left with '%s': no such mailbox", String.join("&", request.boxes()));
            return VoicemailResult.failed();
        }
        return leave(boxes.getFirst(), settings.get());
    }

    private VoicemailResult leave(Mailbox.Key box, MailboxSettings settings) {
        boolean full = office.store().full(box);
        String exits = exits(settings);
        List<Sound> said = new ArrayList<>(new Greetings(office, voice).of(box, request));
        if (full) {
            said.add(voice.prompt("vm-mailboxfull"));
        } else if (!request.has(SILENTLY)) {
            said.add(voice.prompt("vm-intro"));
        }
        Optional<Character> key = voice.play(said, full ? exits : exits + GO_ON);
        if (key.filter(pressed -> pressed != GO_ON).isPresent()) {
            return VoicemailResult.exit(key.get());
        }
        return full ? VoicemailResult.failed() : record(box, settings);
    }

    /** The keys by which the caller leaves for an extension of the plan. */
    private String exits(MailboxSettings settings) {
        StringBuilder keys = new StringBuilder();
        for (char key : request.exits().toCharArray()) {
            boolean wanted = request.has(DIGITS_LEAVE) || key == ELSEWHERE || (key == OPERATOR && settings.operator());
            if (wanted) {
                keys.append(key);
            }
        }
        return keys.toString();
    }

    private VoicemailResult record(Mailbox.Key box, MailboxSettings settings) {
        boolean operator = settings.operator() && request.exits().indexOf(OPERATOR) >= 0;
        var rules = new Dictation.Rules(Dictation.limits(settings), settings.review(), operator, true);
        Dictation dictation = new Dictation(voice, office.store(), () -> begin(box, settings), rules);
        return switch (dictation.run()) {
            case Dictation.Result.Kept(Recording recording, boolean there) -> keep(recording, settings, there);
            case Dictation.Result.Operator(Recording recording) -> operator(recording);
            case Dictation.Result.Dropped() -> {
                voice.tell("vm-deleted");
                yield VoicemailResult.failed();
            }
        };
    }

    private Recording begin(Mailbox.Key box, MailboxSettings settings) {
        List<Mailbox.Key> copies = boxes.stream().skip(1).toList();
        var message = new Purpose.Message(voice.channel().caller(), request.call(), false, copies);
        return office.store().begin(box, message, settings.shortest(), settings.longest());
    }

    private VoicemailResult keep(Recording recording, MailboxSettings settings, boolean there) {
        boolean left = isLeft(recording);
        if (there) {
            voice.tell(!left ? "vm-tooshort" : settings.review() ? "vm-msgsaved" : "auth-thankyou");
        }
        return left ? VoicemailResult.success() : VoicemailResult.failed();
    }

    /** Before the caller is put through, it says whether its message is to be kept; who says nothing wants none. */
    private VoicemailResult operator(Recording recording) {
        boolean kept;
        try {
            kept = voice.ask(List.of("vm-saveoper")).filter(key -> key == KEEP).isPresent();
        } catch (HungUp gone) {
            isLeft(recording);
            throw gone;
        }
        if (kept) {
            voice.tell(isLeft(recording) ? "vm-msgsaved" : "vm-tooshort");
        } else {
            office.store().discard(recording);
            voice.tell("vm-deleted");
        }
        return VoicemailResult.exit(OPERATOR);
    }

    /** Finishes it. With the store away it is delivered once its lease is over. */
    private boolean isLeft(Recording recording) {
        try {
            return office.store().finish(recording) instanceof Finished.Left;
        } catch (StoreAway away) {
            LOG.warnf("Message %s is delivered later: %s", recording, away.getMessage());
            return true;
        }
    }
}

package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaEvent.Played.End;
import io.carillon.protocol.media.PlaybackId;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.media.Source;
import io.carillon.protocol.sip.Printable;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.dialplan.DialMatch;
import io.carillon.proxy.dialplan.DialOptions.Transfers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * A party has pressed the key that hands its call over, and says by keys to which extension, while the other one hears music.
 * Times and prompts are those of Asterisk without a features.conf. Straight-line code on the call's virtual thread.
 */
final class KeyedTransfer {
    private static final Logger LOG = Logger.getLogger(KeyedTransfer.class);

    /** Asterisk's transferdigittimeout. */
    private static final Duration NEXT_KEY = Duration.ofSeconds(3);

    /** Longer than any prompt of ours; for one whose end is not told. */
    private static final Duration LONGEST_PROMPT = Duration.ofSeconds(20);

    private static final String ANY_KEY = "0123456789*#ABCD";
    private static final char THAT_IS_ALL = '#';
    private static final String ENGLISH = "en";

    private final Inbox inbox;
    private final CallChannel channel;
    private final Bridge bridge;
    private final Consumer<CallEvent.KeyPressed> note;
    private final LegId by;
    private boolean over;

    /**
     * @param note told of each key that comes
     * @param by who hands over
     */
    KeyedTransfer(Inbox inbox, CallChannel channel, Bridge bridge, Consumer<CallEvent.KeyPressed> note, LegId by) {
        this.inbox = inbox;
        this.channel = channel;
        this.bridge = bridge;
        this.note = note;
        this.by = by;
    }

    /** @return the extension; empty where there is none of that name, or a party has left: then the two talk again */
    Optional<String> ask(String context, Transfers transfers) {
        Account account = channel.account(by);
        String language = by.equals(bridge.caller())
                ? transfers.language()
                : account.language().orElse(ENGLISH);
        bridge.hold(by);
        String digits = dialled(context, account, new Sound.Prompt("pbx-transfer", language), transfers.dialTone());
        if (!over && channel.match(context, digits, account).exists()) {
            return Optional.of(digits);
        }
        if (!over) {
            LOG.infof(
                    "%s sends the call on to %s, which context %s does not have",
                    account.name(), Printable.line(digits), context);
            say(new Sound.Prompt("pbx-invalid", language));
        }
        bridge.resume(by);
        bridge.hearAgain(by);
        return Optional.empty();
    }

    private String dialled(String context, Account account, Sound prompt, Sound dialTone) {
        StringBuilder digits = new StringBuilder();
        Optional<Character> key = listening(prompt, LONGEST_PROMPT);
        if (key.isEmpty() && !over) {
            key = listening(dialTone, NEXT_KEY);
        }
        while (key.isPresent() && key.get() != THAT_IS_ALL) {
            digits.append(key.get());
            DialMatch match = channel.match(context, digits.toString(), account);
            key = match.canGrow() ? await(NEXT_KEY, _ -> false, true) : Optional.empty();
        }
        return digits.toString();
    }

    /** @return the key that has cut it; empty at its end or when the time is over */
    private Optional<Character> listening(Sound sound, Duration patience) {
        PlaybackId id = play(sound, ANY_KEY);
        Optional<Character> key = await(patience, event -> isEndOf(id, event), true);
        bridge.hear(by, new Source.Silence());
        return key;
    }

    /** To its end, whatever is pressed. */
    private void say(Sound sound) {
        PlaybackId id = play(sound, "");
        await(LONGEST_PROMPT, event -> isEndOf(id, event), false);
    }

    private PlaybackId play(Sound sound, String cutBy) {
        PlaybackId id = bridge.nextPlayback();
        bridge.hear(by, new Source.Playing(id, List.of(sound), cutBy, false))
                .ifPresent(refusal -> LOG.warnf("Nothing is heard: %s", Printable.line(refusal.why())));
        return id;
    }

    /** A sound that a key has cut goes on to that key. */
    private static boolean isEndOf(PlaybackId id, CallEvent event) {
        return event instanceof CallEvent.Played(PlaybackId ended, End how, Optional<String> _)
                && ended.equals(id)
                && how != End.CUT;
    }

    /** The next key of who hands over; none once this is the end, the time is over or somebody has left. */
    private Optional<Character> await(Duration patience, Predicate<CallEvent> end, boolean keys) {
        CallEvent late = channel.alarm(patience);
        return inbox.await(
                event -> switch (event) {
                    case CallEvent.KeyPressed pressed -> {
                        note.accept(pressed);
                        yield keys && pressed.leg().equals(by)
                                ? Optional.of(Optional.of(pressed.key().digit()))
                                : Optional.empty();
                    }
                    case CallEvent.CalleeGone _, CallEvent.Replaced _ -> {
                        channel.meanwhile(event);
                        over = true;
                        yield Optional.of(Optional.<Character>empty());
                    }
                    default ->
                        end.test(event) || event.equals(late)
                                ? Optional.of(Optional.<Character>empty())
                                : Optional.empty();
                },
                this::meanwhile);
    }

    private void meanwhile(CallEvent event) {
        if (!(event instanceof CallEvent.KeyPressed)) {
            channel.meanwhile(event);
        }
    }
}

package io.carillon.voicemail.menu;

import io.carillon.protocol.media.RecordingLimits;
import io.carillon.protocol.media.Sound;
import io.carillon.voicemail.mailbox.MailboxSettings;
import io.carillon.voicemail.message.MessageStore;
import io.carillon.voicemail.message.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Records whoever has called, who may then hear it, say it again, keep it or drop it. For one recording and one thread. */
final class Dictation {
    private static final String BEEP = "beep";
    private static final char DONE = '#';
    private static final char OPERATOR = '0';

    /** As often as a menu is said again; after that nobody listens any more. */
    private static final int MOST_REPEATS = 3;

    /** A review says its menu, plays what was said and waits for a key, several times. */
    private static final Duration REVIEW = Duration.ofMinutes(10);

    private final Voice voice;
    private final MessageStore store;
    private final Supplier<Recording> begin;
    private final Rules rules;

    /**
     * What holds for a recording.
     *
     * @param reviewed whether it is judged before it is kept
     * @param operator whether {@code 0} leads to somebody
     * @param keptWhenGone whether what was said until the caller left is kept
     */
    record Rules(RecordingLimits limits, boolean reviewed, boolean operator, boolean keptWhenGone) {}

    /** What came of it. The recording is not finished yet. */
    sealed interface Result {
        /** @param there whether the caller can still be told so */
        record Kept(Recording recording, boolean there) implements Result {}

        /** The caller took it back. */
        record Dropped() implements Result {}

        /** The caller wants to be put through, and has not said what is to become of this. */
        record Operator(Recording recording) implements Result {}
    }

    private enum Verdict {
        KEEP,
        DROP,
        AGAIN,
        OPERATOR
    }

    Dictation(Voice voice, MessageStore store, Supplier<Recording> begin, Rules rules) {
        this.voice = voice;
        this.store = store;
        this.begin = begin;
        this.rules = rules;
    }

    /** A mailbox without a limit of its own has the relay's. */
    static RecordingLimits limits(MailboxSettings settings) {
        return limits(settings.longest(), settings);
    }

    static RecordingLimits greetingLimits(MailboxSettings settings) {
        return limits(settings.longestGreeting(), settings);
    }

    private static RecordingLimits limits(Duration longest, MailboxSettings settings) {
        return new RecordingLimits(
                longest.isZero() ? RecordingLimits.LONGEST : longest, settings.silence(), settings.silenceThreshold());
    }

    /** @param instructions said before the tone, each time */
    Result run(String... instructions) {
        for (; ; ) {
            Recording recording = begin.get();
            RecordingOutcome outcome = speak(recording, instructions);
            switch (outcome.end()) {
                case HUNG_UP, FAILED -> {
                    return interrupted(recording);
                }
                case KEY, SILENCE, LONGEST -> {
                    boolean operator =
                            outcome.key().filter(key -> key == OPERATOR).isPresent();
                    Verdict verdict = operator ? Verdict.OPERATOR : rules.reviewed() ? judge(recording) : Verdict.KEEP;
                    Optional<Result> result = obey(verdict, recording);
                    if (result.isPresent()) {
                        return result.get();
                    }
                }
            }
        }
    }

    private RecordingOutcome speak(Recording recording, String... instructions) {
        try {
            List<String> said = new ArrayList<>(List.of(instructions));
            said.add(BEEP);
            voice.tell(said.toArray(String[]::new));
        } catch (HungUp gone) {
            store.discard(recording);
            throw gone;
        }
        String endedBy = rules.operator() ? "" + DONE + OPERATOR : "" + DONE;
        return voice.channel().record(new RecordingRequest(recording, rules.limits(), endedBy));
    }

    private Result interrupted(Recording recording) {
        if (rules.keptWhenGone()) {
            return new Result.Kept(recording, false);
        }
        store.discard(recording);
        return new Result.Dropped();
    }

    private Verdict judge(Recording recording) {
        try {
            return review(recording);
        } catch (HungUp gone) {
            if (!rules.keptWhenGone()) {
                store.discard(recording);
                throw gone;
            }
            return Verdict.KEEP;
        }
    }

    private Verdict review(Recording recording) {
        store.prolong(recording, REVIEW);
        List<String> menu = rules.operator() ? List.of("vm-review", "vm-reachoper") : List.of("vm-review");
        for (int repeats = 0; repeats < MOST_REPEATS; repeats++) {
            Optional<Character> key = voice.ask(menu);
            while (key.isPresent()) {
                switch (key.get()) {
                    case '1' -> {
                        return Verdict.KEEP;
                    }
                    case '2' -> key = listen(recording);
                    case '3' -> {
                        return Verdict.AGAIN;
                    }
                    case '*' -> {
                        return Verdict.DROP;
                    }
                    case OPERATOR -> {
                        if (rules.operator()) {
                            return Verdict.OPERATOR;
                        }
                        key = voice.say("vm-sorry");
                    }
                    default -> key = voice.say("vm-sorry");
                }
            }
        }
        return Verdict.KEEP;
    }

    private Optional<Character> listen(Recording recording) {
        Sound said = new Sound.Stored(store.soundUrl(recording.id()), Duration.ZERO);
        return voice.play(List.of(said), Voice.ANY);
    }

    /** Empty where it is said again. */
    private Optional<Result> obey(Verdict verdict, Recording recording) {
        return switch (verdict) {
            case KEEP -> Optional.of(new Result.Kept(recording, true));
            case OPERATOR -> Optional.of(new Result.Operator(recording));
            case DROP -> {
                store.discard(recording);
                yield Optional.of(new Result.Dropped());
            }
            case AGAIN -> {
                store.discard(recording);
                yield Optional.empty();
            }
        };
    }
}

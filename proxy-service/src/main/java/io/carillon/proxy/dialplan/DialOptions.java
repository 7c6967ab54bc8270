package io.carillon.proxy.dialplan;

import io.carillon.protocol.media.Sound;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a Dial is to do besides calling.
 *
 * @param flags those that are said by a letter alone
 * @param ringing the tone of the caller's country, for a caller who is answered and hears no 180 any more
 * @param music what the caller hears while the callees ring, in the place of ringing
 * @param onHold what one of the two hears while the other holds it, or sends it on by keys
 * @param announcement what the callee hears before it is joined with the caller
 * @param limit how long they may talk
 * @param keys what is keyed in for them when they are joined
 * @param transfers for whoever of the two hands the call over
 */
public record DialOptions(
        Set<Flag> flags,
        Sound ringing,
        Optional<Sound> music,
        Sound onHold,
        List<Sound> announcement,
        Optional<Duration> limit,
        Keys keys,
        Transfers transfers) {
    public DialOptions {
        flags = Set.copyOf(flags);
        announcement = List.copyOf(announcement);
    }

    public boolean has(Flag flag) {
        return flags.contains(flag);
    }

    /** The same, with no more time to talk than that. */
    DialOptions within(Duration time) {
        Optional<Duration> shorter =
                limit.filter(less -> less.compareTo(time) < 0).or(() -> Optional.of(time));
        return new DialOptions(flags, ringing, music, onHold, announcement, shorter, keys, transfers);
    }

    /** @return whether the callees' phones have no say in what the caller hears until the answer */
    public boolean entertained() {
        return music.isPresent() || has(Flag.RING_AT_ONCE);
    }

    public enum Flag {
        /** r: the caller hears ringing at once, whatever the callee's phone says. */
        RING_AT_ONCE,
        /** g: the plan goes on when the conversation is over and the caller still there. */
        GO_ON,
        /** h: the callee ends the conversation with a key. */
        CALLEE_ENDS_BY_KEY,
        /** H: the caller ends the conversation with a key. */
        CALLER_ENDS_BY_KEY,
        /** t: the callee sends the caller on by keys. */
        CALLEE_TRANSFERS,
        /** T: the caller sends the callee on by keys. */
        CALLER_TRANSFERS
    }

    /**
     * How a call is handed over.
     *
     * @param context where the new extension is looked for, in the place of the context of who hands over
     * @param language of the caller; a callee has that of its account
     * @param dialTone of the caller's country
     */
    public record Transfers(Optional<String> context, String language, Sound dialTone) {}

    /** {@code 0-9 * # A-D}, and {@code w} for half a second's wait. */
    public record Keys(String toCallee, String toCaller) {
        public static final Keys NONE = new Keys("", "");
    }
}

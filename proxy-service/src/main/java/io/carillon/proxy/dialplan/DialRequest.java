package io.carillon.proxy.dialplan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Dial asks for.
 *
 * @param targets called at once
 * @param timeout how long they may ring; none means until the caller gives up (bounded by Timer C of RFC 3261 §16.6)
 */
public record DialRequest(List<Target> targets, Optional<Duration> timeout, Set<Option> options) {
    public DialRequest {
        targets = List.copyOf(targets);
        options = Set.copyOf(options);
    }

    /**
     * One party to call.
     *
     * @param account the section's name in sip.conf
     * @param number to be asked for there, in place of the account itself
     */
    public record Target(String account, Optional<String> number) {
        /** The account itself. */
        public Target(String account) {
            this(account, Optional.empty());
        }
    }

    public enum Option {
        /** r: the caller hears ringing at once, whatever the callee's phone says. */
        RING_AT_ONCE,
        /** t: the callee may transfer the call. */
        CALLEE_MAY_TRANSFER,
        /** T: the caller may transfer the call. */
        CALLER_MAY_TRANSFER,
        /** m: the caller hears music while the callee rings. */
        MUSIC
    }
}

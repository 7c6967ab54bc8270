package io.carillon.proxy.dialplan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What Dial asks for.
 *
 * @param targets called at once
 * @param timeout how long they may ring; none means until the caller gives up (bounded by Timer C of RFC 3261 §16.6)
 */
public record DialRequest(List<Target> targets, Optional<Duration> timeout, DialOptions options) {
    public DialRequest {
        targets = List.copyOf(targets);
    }

    /** The same, with so much time to ring, and so much to talk. */
    DialRequest within(Duration time) {
        Duration ringing = timeout.filter(less -> less.compareTo(time) < 0).orElse(time);
        return new DialRequest(targets, Optional.of(ringing), options.within(time));
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
}

package io.carillon.protocol.sip.digest;

import io.carillon.protocol.sip.digest.NonceIssuer.Verdict;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which counts of which nonces were used, for the most recently used nonces. What was forgotten counts as used up: the
 * highest serial number ever forgotten is kept, and an unknown nonce at or below it is stale.
 */
final class UsedNonces {
    /** Counts may overtake each other on the wire by this much (RFC 7616 §3.4.6 only forbids seeing one twice). */
    private static final int WINDOW = 64;

    private final int limit;
    private final Map<Long, Counts> bySerial = new LinkedHashMap<>();
    private long forgottenUpTo;

    UsedNonces(int limit) {
        this.limit = limit;
    }

    Verdict use(long serial, Optional<Long> count) {
        Counts counts = bySerial.get(serial);
        if (counts == null) {
            if (serial <= forgottenUpTo) {
                return new Verdict.Stale();
            }
            counts = new Counts();
            bySerial.put(serial, counts);
            forgetBeyondLimit();
        }
        return counts.use(count) ? new Verdict.Fresh() : new Verdict.Replayed();
    }

    private void forgetBeyondLimit() {
        if (bySerial.size() > limit) {
            Iterator<Long> oldest = bySerial.keySet().iterator();
            forgottenUpTo = Math.max(forgottenUpTo, oldest.next());
            oldest.remove();
        }
    }

    /** A sliding window of counts; bit 0 stands for {@code highest}. */
    private static final class Counts {
        private long highest;
        private long seen;
        private boolean usedUp;

        boolean use(Optional<Long> count) {
            if (usedUp) {
                return false;
            }
            if (count.isEmpty()) {
                usedUp = true;
                return highest == 0;
            }
            return use(count.get());
        }

        private boolean use(long count) {
            if (count <= 0) {
                return false;
            }
            if (count > highest) {
                long shift = count - highest;
                seen = (shift >= WINDOW ? 0 : seen << shift) | 1;
                highest = count;
                return true;
            }
            long back = highest - count;
            if (back >= WINDOW || (seen & (1L << back)) != 0) {
                return false;
            }
            seen |= 1L << back;
            return true;
        }
    }
}

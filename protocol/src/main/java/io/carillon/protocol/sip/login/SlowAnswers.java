package io.carillon.protocol.sip.login;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.transaction.Identifiers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Answers without a transaction that wait for their time. A retransmission is the same guess and is not judged again: it gets
 * silence while the answer waits, and the same answer for a while after, since the two may cross. Beyond a number of waiting answers, further ones are never given: whoever guesses so fast gets
 * silence. Owned by the loop.
 */
public final class SlowAnswers {
    /** A request and its flow are held for each. */
    static final int MOST = 1_000;

    /** The next retransmission may be on its way when the answer goes out (RFC 3261 §17.1.2.2: T2 at most). */
    static final Duration REPEATED_FOR = Duration.ofSeconds(4);

    private final Loop loop;
    private final Set<String> waiting = new HashSet<>();
    private final Map<String, Runnable> given = new HashMap<>();

    public SlowAnswers(Loop loop) {
        this.loop = loop;
    }

    /** Whether this is a retransmission of a request whose answer waits, or was given just now: then it is dealt with. */
    public boolean isRepeated(SipRequest request) {
        if (waiting.isEmpty() && given.isEmpty()) {
            return false;
        }
        String tag = Identifiers.statelessTag(request);
        Runnable answer = given.get(tag);
        if (answer != null) {
            answer.run();
        }
        return answer != null || waiting.contains(tag);
    }

    /** Answers at once where there is nothing to wait for. */
    public void give(SipRequest request, Duration delay, Runnable answer) {
        if (delay.isZero()) {
            answer.run();
            return;
        }
        String tag = Identifiers.statelessTag(request);
        if (waiting.size() + given.size() < MOST && waiting.add(tag)) {
            loop.schedule(delay, () -> {
                waiting.remove(tag);
                given.put(tag, answer);
                loop.schedule(REPEATED_FOR, () -> given.remove(tag));
                answer.run();
            });
        }
    }
}

package io.carillon.protocol.sip.login;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.transaction.Identifiers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Answers without a transaction that wait for their time. A retransmission that comes meanwhile is the same guess and is
 * not to be judged again. Beyond a number of waiting answers, further ones are never given: whoever guesses so fast gets
 * silence. Owned by the loop.
 */
public final class SlowAnswers {
    /** A request and its flow are held for each. */
    static final int MOST = 1_000;

    private final Loop loop;
    private final Set<String> waiting = new HashSet<>();

    public SlowAnswers(Loop loop) {
        this.loop = loop;
    }

    /** Whether this is a retransmission of a request whose answer waits. */
    public boolean isWaiting(SipRequest request) {
        return !waiting.isEmpty() && waiting.contains(Identifiers.statelessTag(request));
    }

    /** Answers at once where there is nothing to wait for. */
    public void give(SipRequest request, Duration delay, Runnable answer) {
        if (delay.isZero()) {
            answer.run();
            return;
        }
        String tag = Identifiers.statelessTag(request);
        if (waiting.size() < MOST && waiting.add(tag)) {
            loop.schedule(delay, () -> {
                waiting.remove(tag);
                answer.run();
            });
        }
    }
}

package io.carillon.voicemail.call;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import java.time.Duration;

/** A 2xx to an INVITE, sent again until its ACK comes (RFC 3261 §13.3.1.4, §14.2). Owned by the signalling loop. */
final class ReliableAnswer {
    private static final Duration T1 = Duration.ofMillis(500);
    private static final Duration T2 = Duration.ofSeconds(4);
    private static final Duration LIMIT = T1.multipliedBy(64);

    private final Loop loop;
    private final ServerTransaction transaction;
    private final SipResponse answer;
    private final Timer overdue;
    private Duration wait = T1;
    private Timer retransmission;

    /** @param unheard told if no ACK comes at all */
    ReliableAnswer(Loop loop, ServerTransaction transaction, SipResponse answer, Runnable unheard) {
        this.loop = loop;
        this.transaction = transaction;
        this.answer = answer;
        this.retransmission = loop.schedule(wait, this::again);
        this.overdue = loop.schedule(LIMIT, () -> {
            stop();
            unheard.run();
        });
        transaction.respond(answer);
    }

    /** Whether an ACK with this CSeq number is for it. */
    boolean answers(long cseq) {
        return transaction.request().cseq().number() == cseq;
    }

    void stop() {
        retransmission.cancel();
        overdue.cancel();
    }

    private void again() {
        transaction.respond(answer);
        Duration doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(T2) > 0 ? T2 : doubled;
        retransmission = loop.schedule(wait, this::again);
    }
}

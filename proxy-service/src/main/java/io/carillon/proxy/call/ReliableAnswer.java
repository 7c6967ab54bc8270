package io.carillon.proxy.call;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import java.time.Duration;

/**
 * A 2xx to a re-INVITE, sent again until its ACK comes (RFC 3261 §13.3.1.4, §14.2). Owned by the signalling loop.
 */
final class ReliableAnswer {
    private final Loop loop;
    private final ServerTransaction transaction;
    private final SipResponse answer;
    private final Timer overdue;
    private Duration wait = CallerLeg.T1;
    private Timer retransmission;

    ReliableAnswer(Loop loop, ServerTransaction transaction, SipResponse answer, Runnable lost) {
        this.loop = loop;
        this.transaction = transaction;
        this.answer = answer;
        this.retransmission = loop.schedule(wait, this::again);
        this.overdue = loop.schedule(CallerLeg.ACKNOWLEDGEMENT_LIMIT, () -> {
            acknowledged();
            lost.run();
        });
        transaction.respond(answer);
    }

    /** Whether this ACK's CSeq number is that of the answered request. */
    boolean answers(long cseq) {
        return transaction.request().cseq().number() == cseq;
    }

    void acknowledged() {
        retransmission.cancel();
        overdue.cancel();
    }

    private void again() {
        transaction.respond(answer);
        wait = wait.compareTo(CallerLeg.T2.dividedBy(2)) > 0 ? CallerLeg.T2 : wait.multipliedBy(2);
        retransmission = loop.schedule(wait, this::again);
    }
}

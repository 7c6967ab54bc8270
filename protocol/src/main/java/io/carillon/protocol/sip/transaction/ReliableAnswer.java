package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.SipResponse;
import java.time.Duration;

/**
 * A 2xx to an INVITE, sent at once and again until its ACK comes (RFC 3261 §13.3.1.4, §14.2): that is for the transaction's
 * user to do. Owned by the loop.
 */
public final class ReliableAnswer {
    private final Loop loop;
    private final ServerTransaction transaction;
    private final SipResponse answer;
    private final Timer overdue;
    private Duration wait = TimerValues.RFC.t1();
    private Timer retransmission;

    /** @param unheard told if no ACK comes at all */
    public ReliableAnswer(Loop loop, ServerTransaction transaction, SipResponse answer, Runnable unheard) {
        this.loop = loop;
        this.transaction = transaction;
        this.answer = answer;
        this.retransmission = loop.schedule(wait, this::again);
        this.overdue = loop.schedule(TimerValues.RFC.t1Times64(), () -> {
            stop();
            unheard.run();
        });
        transaction.respond(answer);
    }

    /** Whether an ACK with this CSeq number is for it. */
    public boolean answers(long cseq) {
        return transaction.request().cseq().number() == cseq;
    }

    /** It is not sent again, and nobody is told. */
    public void stop() {
        retransmission.cancel();
        overdue.cancel();
    }

    private void again() {
        transaction.respond(answer);
        Duration doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(TimerValues.RFC.t2()) > 0 ? TimerValues.RFC.t2() : doubled;
        retransmission = loop.schedule(wait, this::again);
    }
}

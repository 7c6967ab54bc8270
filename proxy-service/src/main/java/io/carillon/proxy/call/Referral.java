package io.carillon.proxy.call;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.ReasonPhrase;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A REFER that was accepted (RFC 3515): its party is told what becomes of it, one NOTIFY after the other, unless it does
 * not want to know (RFC 4488). Owned by the signalling loop; its outcome may be told by any thread.
 */
final class Referral {
    /** How long a party that has handed its call over has to hang up, before we do. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final int TRYING = 100;

    private final Loop loop;
    private final InDialog dialog;
    private final Leg referrer;
    private final long number;
    private final boolean subscribed;
    private boolean telling;
    private @Nullable Integer outcome;

    /**
     * @param number the CSeq number of the REFER, which tells its notifications from those of another one (RFC 3515 §2.4.6)
     * @param subscribed whether the referrer wants to be told
     */
    Referral(Loop loop, InDialog dialog, Leg referrer, long number, boolean subscribed) {
        this.loop = loop;
        this.dialog = dialog;
        this.referrer = referrer;
        this.number = number;
        this.subscribed = subscribed;
    }

    /** Once the REFER is answered. */
    void begin() {
        if (subscribed) {
            tell(TRYING);
        }
    }

    /** Any thread. The call goes on as it was, and this is why. */
    void refused(int status) {
        loop.execute(() -> ended(status));
    }

    /** On the loop: the referrer has no part in the call any more. */
    void done() {
        referrer.leave();
        ended(200);
        loop.schedule(FAREWELL, () -> referrer.hangUp(200));
    }

    private void ended(int status) {
        if (!subscribed || outcome != null) {
            return;
        }
        outcome = status;
        if (!telling) {
            tell(status);
        }
    }

    private void tell(int status) {
        boolean last = status != TRYING;
        telling = true;
        dialog.notify(
                "refer;id=" + number,
                last ? "terminated;reason=noresource" : "active;expires=60",
                "SIP/2.0 " + status + " " + ReasonPhrase.of(status) + "\r\n",
                event -> {
                    // Whatever it says to the first, the second is what it waits for.
                    if (!(event instanceof ClientTransaction.Event.Provisional)) {
                        telling = false;
                        if (!last && outcome != null) {
                            tell(outcome);
                        }
                    }
                });
    }
}

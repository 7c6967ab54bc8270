package io.carillon.proxy.call;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.dialog.ReferTo;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.proxy.signalling.Signalling;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * REFER within one dialog, both ways (RFC 3515): the party sends somebody on, or is sent on itself and tells what becomes of
 * that. Owned by the signalling loop.
 */
final class Referring {
    /** Whether the referrer wants to be told what becomes of its REFER (RFC 4488 §4). */
    private static final String REFER_SUB = "Refer-Sub";

    private static final Pattern STATUS_LINE = Pattern.compile("SIP/2\\.0 ([1-6][0-9]{2})\\b.*", Pattern.DOTALL);
    private static final int NO_ANSWER = 408;

    private final Signalling signalling;
    private final InDialog dialog;
    private final Leg leg;
    /** Whether the party owes us word of a REFER of ours. */
    private boolean asked;

    Referring(Signalling signalling, InDialog dialog, Leg leg) {
        this.signalling = signalling;
        this.dialog = dialog;
        this.leg = leg;
    }

    /** The party's REFER: accepted at once (§2.4), and done by the call's plan. */
    void referred(ServerTransaction transaction, SipRequest refer) {
        ReferTo target = ReferTo.of(refer);
        if (target instanceof ReferTo.Refused(int status)) {
            respond(transaction, status);
            return;
        }
        boolean subscribed =
                !refer.header(REFER_SUB).filter("false"::equalsIgnoreCase).isPresent();
        Referral referral =
                new Referral(signalling.loop(), dialog, leg, refer.cseq().number(), subscribed);
        if (!leg.owner().offer(new CallEvent.Referred(referral, leg.id(), target))) {
            respond(transaction, 603);
            return;
        }
        SipResponse accepted = dialog.response(refer, subscribed ? 202 : 200, Optional.empty());
        transaction.respond(
                subscribed ? accepted : accepted.edit().set(REFER_SUB, "false").build());
        referral.begin();
    }

    /** Sends the party elsewhere; {@link CallEvent.ReferralEnded} tells what became of it. */
    void refer(SipUri target) {
        asked = true;
        dialog.refer(target, event -> {
            switch (event) {
                case ClientTransaction.Event.Provisional _ -> {}
                case ClientTransaction.Event.Final(SipResponse response) -> {
                    if (!response.isSuccess()) {
                        ended(response.status());
                    }
                }
                case ClientTransaction.Event.TimedOut(), ClientTransaction.Event.TransportFailed _ -> ended(NO_ANSWER);
            }
        });
    }

    /** The party's NOTIFY: of a REFER of ours, or of something that nobody has subscribed to (RFC 6665 §4.1.3). */
    void notified(ServerTransaction transaction, SipRequest notify) {
        boolean ofReferral = notify.header("Event")
                .filter(name -> name.matches("refer\\b.*"))
                .isPresent();
        if (!asked || !ofReferral) {
            respond(transaction, 489);
            return;
        }
        respond(transaction, 200);
        Matcher fragment = STATUS_LINE.matcher(new String(notify.body(), StandardCharsets.UTF_8));
        if (fragment.matches() && Integer.parseInt(fragment.group(1)) >= 200) {
            ended(Integer.parseInt(fragment.group(1)));
        }
    }

    private void ended(int status) {
        if (asked) {
            asked = false;
            // Where the inbox is full the plan waits until its time is over.
            var _ = leg.owner().offer(new CallEvent.ReferralEnded(leg.id(), status));
        }
    }

    private void respond(ServerTransaction transaction, int status) {
        transaction.respond(dialog.response(transaction.request(), status, Optional.empty()));
    }
}

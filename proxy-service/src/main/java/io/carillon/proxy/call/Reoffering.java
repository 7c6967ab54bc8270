package io.carillon.proxy.call;

import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.proxy.signalling.Signalling;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Our own re-INVITE or UPDATE in a dialog, one at a time (RFC 3261 §14.1, RFC 3311 §5.1). After 491, which says that both
 * sides asked at once, it is sent again a little later. Owned by the signalling loop.
 */
final class Reoffering {
    /** §14.1: who owns the Call-ID waits 2.1 to 4 s, the other one up to 2 s, so that they do not meet again. */
    private static final Duration OWNERS_WAIT = Duration.ofMillis(2100);

    private static final int OWNERS_SPREAD_MILLIS = 1900;
    private static final int OTHERS_SPREAD_MILLIS = 2000;

    /** A side that is always busy is not asked for ever. */
    private static final int MOST_TRIES = 5;

    private final Signalling signalling;
    private final InDialog dialog;
    private final boolean callIdOurs;
    private final Listener listener;
    private @Nullable Asked open;
    private @Nullable Timer again;
    private boolean ended;

    /** What is asked, kept for when it must be asked again. */
    private record Asked(Method method, Optional<String> sdp, int tries) {
        Asked oneMore() {
            return new Asked(method, sdp, tries + 1);
        }
    }

    /** Told on the loop. */
    interface Listener {
        /** What a request of ours says of the session's timer. */
        Optional<SessionTimer> session();

        /** The 2xx; an answer to our offer is in its body. */
        void agreed(SipResponse success);

        /** 422: whether it is asked again at once, with what {@link #session} says by now (RFC 4028 §7.3). */
        boolean prolongs(SipResponse tooShort);

        /** The session stays as it was. */
        void refused(SipResponse response);

        /** The other side does not know the dialog any more, or is not there (RFC 3261 §12.2.1.2). */
        void gone();
    }

    Reoffering(Signalling signalling, InDialog dialog, boolean callIdOurs, Listener listener) {
        this.signalling = signalling;
        this.dialog = dialog;
        this.callIdOurs = callIdOurs;
        this.listener = listener;
    }

    /** Whether a request of ours waits for its answer: the other side's must be refused with 491 (§14.2). */
    boolean isOpen() {
        return open != null && again == null;
    }

    /** Whether something is asked, or will be asked again. */
    boolean isAsking() {
        return open != null;
    }

    /** Asks, unless something is asked already. */
    void ask(Method method, Optional<String> sdp) {
        if (open == null) {
            send(new Asked(method, sdp, 1));
        }
    }

    /** The other side was faster: what we wanted to ask again is settled. */
    void giveUp() {
        if (again != null) {
            again.cancel();
            again = null;
            open = null;
        }
    }

    /** The dialog is over: what is still answered is acknowledged, and no news. */
    void end() {
        ended = true;
        giveUp();
    }

    private void send(Asked asked) {
        open = asked;
        again = null;
        dialog.refresh(asked.method(), asked.sdp(), listener.session(), new Answers(asked));
    }

    private final class Answers implements InDialog.Answers {
        private final Asked asked;

        Answers(Asked asked) {
            this.asked = asked;
        }

        @Override
        public void on(SipRequest request, ClientTransaction.Event event) {
            switch (event) {
                case ClientTransaction.Event.Provisional _ -> {}
                case ClientTransaction.Event.Final(SipResponse response) -> answered(request, response);
                case ClientTransaction.Event.TimedOut(), ClientTransaction.Event.TransportFailed _ ->
                    end(listener::gone);
            }
        }

        private void answered(SipRequest request, SipResponse response) {
            if (response.isSuccess()) {
                if (request.is(Method.INVITE)) {
                    dialog.acknowledge(request);
                }
                end(() -> listener.agreed(response));
                return;
            }
            switch (response.status()) {
                case 491 -> askAgain(response);
                case 408, 481 -> end(listener::gone);
                case 422 -> askForLonger(response);
                default -> end(() -> listener.refused(response));
            }
        }

        private void askAgain(SipResponse response) {
            if (ended || asked.tries() >= MOST_TRIES) {
                end(() -> listener.refused(response));
                return;
            }
            again = signalling.loop().schedule(glareWait(), () -> send(asked.oneMore()));
        }

        private void askForLonger(SipResponse response) {
            if (!ended && listener.prolongs(response)) {
                send(asked.oneMore());
            } else {
                end(() -> listener.refused(response));
            }
        }

        private void end(Runnable tell) {
            open = null;
            if (!ended) {
                tell.run();
            }
        }
    }

    private Duration glareWait() {
        int spread = callIdOurs ? OWNERS_SPREAD_MILLIS : OTHERS_SPREAD_MILLIS;
        long within = signalling.transactions().identifiers().below(spread);
        return (callIdOurs ? OWNERS_WAIT : Duration.ZERO).plusMillis(within);
    }
}

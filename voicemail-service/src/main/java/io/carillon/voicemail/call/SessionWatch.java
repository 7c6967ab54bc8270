package io.carillon.voicemail.call;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one session alive where that is ours to do, and notices when nobody does (RFC 4028 §10). Owned by the signalling
 * loop.
 */
final class SessionWatch {
    /** RFC 3261 §14.1: who does not own the Call-ID waits up to 2 s after a glare. */
    private static final Duration AFTER_GLARE = Duration.ofSeconds(1);

    private final Loop loop;
    private final InDialog dialog;
    private final Runnable lapsed;
    private Optional<SessionTimer> agreed = Optional.empty();
    private String described = "";
    private boolean asking;
    private boolean ended;
    private @Nullable Timer refresh;
    private @Nullable Timer lapse;

    /** @param lapsed told when the other side is gone */
    SessionWatch(Loop loop, InDialog dialog, Runnable lapsed) {
        this.loop = loop;
        this.dialog = dialog;
        this.lapsed = lapsed;
    }

    /** What the other side was last told of our media. */
    void described(String sdp) {
        described = sdp;
    }

    /** Whether a refresh of ours waits for its answer: the other side's offer meets it (RFC 3261 §14.2). */
    boolean isAsking() {
        return asking;
    }

    /** The session begins or was refreshed: its time begins anew. */
    void refreshed(Optional<SessionTimer> timer) {
        stop();
        agreed = timer;
        timer.ifPresent(session -> {
            lapse = loop.schedule(session.lapsesAfter(), lapsed);
            if (session.ours()) {
                refresh = loop.schedule(session.refreshAfter(), this::ask);
            }
        });
    }

    private void ask() {
        agreed.ifPresent(timer -> {
            asking = true;
            Asked asked = new Asked();
            asked.request = dialog.refresh(timer, described, asked);
        });
    }

    /** In place of the refresh that is due where the other side has refreshed the session meanwhile. */
    private void askAgain(Duration wait) {
        if (refresh != null) {
            refresh.cancel();
        }
        refresh = loop.schedule(wait, this::ask);
    }

    /** What came back to one refresh. */
    private final class Asked implements ClientTransaction.Listener {
        private @Nullable SipRequest request;

        @Override
        public void on(ClientTransaction.Event event) {
            switch (event) {
                case ClientTransaction.Event.Provisional _ -> {}
                case ClientTransaction.Event.Final(SipResponse response) -> answered(response);
                case ClientTransaction.Event.TimedOut(), ClientTransaction.Event.TransportFailed _ -> lapsed.run();
            }
        }

        private void answered(SipResponse response) {
            SipRequest asked = request;
            boolean repeated = !asking;
            asking = false;
            if (response.isSuccess()) {
                if (asked != null && asked.is(Method.INVITE)) {
                    // Each time that it comes: our ACK was lost (RFC 3261 §13.2.2.4).
                    dialog.acknowledge(asked);
                }
                if (!repeated && !ended) {
                    dialog.refreshed(response);
                    refreshed(SessionTimer.agreed(response));
                }
            } else if (!ended) {
                refused(response);
            }
        }

        private void refused(SipResponse response) {
            switch (response.status()) {
                case 408, 481 -> lapsed.run();
                case 491 -> askAgain(AFTER_GLARE);
                case 422 ->
                    // The session lapses if the other side wants it longer than we can tell; RFC 4028 §7.3.
                    agreed.flatMap(timer -> timer.longer(response))
                            .ifPresentOrElse(this::askForLonger, () -> askLater(response));
                default -> askLater(response);
            }
        }

        private void askForLonger(SessionTimer longer) {
            agreed = Optional.of(longer);
            askAgain(AFTER_GLARE);
        }

        private void askLater(SipResponse refusal) {
            agreed.filter(SessionTimer::ours).ifPresent(timer -> askAgain(timer.againAfter(refusal)));
        }
    }

    /** The call is over: what is still answered is acknowledged, and begins nothing. */
    void end() {
        ended = true;
        stop();
    }

    private void stop() {
        if (refresh != null) {
            refresh.cancel();
        }
        if (lapse != null) {
            lapse.cancel();
        }
    }
}

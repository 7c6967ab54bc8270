package io.carillon.proxy.call;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.proxy.checkpoint.Checkpoint.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Watches over the life of one session (RFC 4028 §10). Owned by the signalling loop. */
final class SessionWatch {
    private final Loop loop;
    private final Keeper keeper;
    private Optional<SessionTimer> agreed = Optional.empty();
    private Instant since;
    private boolean due;
    private @Nullable Timer refresh;
    private @Nullable Timer lapse;

    /** Who owns the session. */
    interface Keeper {
        /** It is time, and ours, to refresh; told again and again until the session is refreshed. */
        void refreshDue();

        /** Nobody has refreshed in time: the other side is gone. */
        void lapsed();
    }

    SessionWatch(Loop loop, Keeper keeper) {
        this.loop = loop;
        this.keeper = keeper;
        this.since = loop.now();
    }

    /** What the two sides have agreed on last. */
    Optional<SessionTimer> agreed() {
        return agreed;
    }

    /** What another proxy must know to keep the session alive, or to see that it has lapsed. */
    Optional<SessionState> state() {
        return agreed.map(timer -> new SessionState(
                timer.interval(), timer.ours(), since.plus(timer.refreshAfter()), since.plus(timer.lapsesAfter())));
    }

    /** The session begins or was refreshed: its time begins anew. */
    void refreshed(Optional<SessionTimer> timer) {
        stop();
        agreed = timer;
        since = loop.now();
        timer.ifPresent(session -> {
            lapse = loop.schedule(session.lapsesAfter(), keeper::lapsed);
            if (session.ours()) {
                refresh = loop.schedule(session.refreshAfter(), this::due);
            }
        });
    }

    /** Whether a refresh of ours is due and has not come about. */
    boolean isDue() {
        return due;
    }

    /** What was asked is refused: a refresh that is due is due again when the party says. */
    void refused(SipResponse refusal) {
        if (due) {
            agreed.ifPresent(session -> dueAfter(session.againAfter(refusal)));
        }
    }

    private void due() {
        due = true;
        // It may be refused, or meet something else that is asked; each would end a call that lives.
        dueAfter(SessionTimer.AGAIN);
        keeper.refreshDue();
    }

    private void dueAfter(Duration wait) {
        if (refresh != null) {
            refresh.cancel();
        }
        refresh = loop.schedule(wait, this::due);
    }

    void stop() {
        due = false;
        if (refresh != null) {
            refresh.cancel();
        }
        if (lapse != null) {
            lapse.cancel();
        }
    }
}

package io.carillon.proxy.call;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.dialog.SessionTimer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Watches over the life of one session (RFC 4028 §10). Owned by the signalling loop. */
final class SessionWatch {
    private final Loop loop;
    private final Keeper keeper;
    private Optional<SessionTimer> agreed = Optional.empty();
    private @Nullable Timer refresh;
    private @Nullable Timer lapse;

    /** Who owns the session. */
    interface Keeper {
        /** It is time, and ours, to refresh. */
        void refreshDue();

        /** Nobody has refreshed in time: the other side is gone. */
        void lapsed();
    }

    SessionWatch(Loop loop, Keeper keeper) {
        this.loop = loop;
        this.keeper = keeper;
    }

    /** What the two sides have agreed on last. */
    Optional<SessionTimer> agreed() {
        return agreed;
    }

    /** The session begins or was refreshed: its time begins anew. */
    void refreshed(Optional<SessionTimer> timer) {
        stop();
        agreed = timer;
        timer.ifPresent(session -> {
            lapse = loop.schedule(session.lapsesAfter(), keeper::lapsed);
            if (session.ours()) {
                refresh = loop.schedule(session.refreshAfter(), keeper::refreshDue);
            }
        });
    }

    void stop() {
        if (refresh != null) {
            refresh.cancel();
        }
        if (lapse != null) {
            lapse.cancel();
        }
    }
}

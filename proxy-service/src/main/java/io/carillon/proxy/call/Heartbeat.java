package io.carillon.proxy.call;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a party by OPTIONS within its dialog (RFC 3261 §11, §12.2) whether it still is there: one that was killed says no
 * BYE, and whoever listens to it would hear nothing until it hangs up. Owned by the signalling loop.
 */
final class Heartbeat {
    static final Duration INTERVAL = Duration.ofSeconds(2);

    /** Each of them was sent several times before the next one (RFC 3261 §17.1.2.2, timer E). */
    private static final int MOST_UNANSWERED = 2;

    private final Loop loop;
    private final Consumer<ClientTransaction.Listener> ask;
    private final Runnable stopped;
    private int unanswered;
    private @Nullable Timer next;

    /**
     * Does nothing until it begins.
     *
     * @param ask sends an OPTIONS
     * @param stopped told once, when it does not beat any more
     */
    Heartbeat(Loop loop, Consumer<ClientTransaction.Listener> ask, Runnable stopped) {
        this.loop = loop;
        this.ask = ask;
        this.stopped = stopped;
    }

    void begin() {
        next = loop.schedule(INTERVAL, this::beat);
    }

    private void beat() {
        if (unanswered >= MOST_UNANSWERED) {
            cease();
            return;
        }
        unanswered++;
        next = loop.schedule(INTERVAL, this::beat);
        ask.accept(this::answered);
    }

    private void answered(ClientTransaction.Event event) {
        if (event instanceof ClientTransaction.Event.Final(var response)) {
            unanswered = 0;
            // §12.2.1.2: it knows this dialog no longer.
            if (next != null && (response.status() == 481 || response.status() == 408)) {
                cease();
            }
        }
    }

    private void cease() {
        end();
        stopped.run();
    }

    /** The dialog is over. */
    void end() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }
}

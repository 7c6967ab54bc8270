package io.carillon.proxy.call;

import io.carillon.proxy.dialplan.HungUp;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What has happened to a call and its plan does not know yet. The signalling loop puts, the call's virtual thread takes
 * and waits without a limit of its own: everything that takes time has a timer on the loop.
 */
final class Inbox {
    /** Far above what legs and transactions of one call can produce; beyond it the party is told 500 or is ignored. */
    private static final int LIMIT = 256;

    private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>(LIMIT);
    private boolean callerGone;

    /** Any thread. False if the call is flooded and the event was not taken. */
    boolean put(CallEvent event) {
        return events.offer(event);
    }

    /**
     * Waits for the first event that gives a result; the others are handed to `elsewhere`.
     *
     * @throws HungUp as soon as the caller has gone
     */
    <T> T await(Function<CallEvent, Optional<T>> wanted, Consumer<CallEvent> elsewhere) {
        for (; ; ) {
            if (callerGone) {
                throw new HungUp();
            }
            CallEvent event = take();
            if (event instanceof CallEvent.CallerGone) {
                callerGone = true;
                throw new HungUp();
            }
            Optional<T> result = wanted.apply(event);
            if (result.isPresent()) {
                return result.get();
            }
            elsewhere.accept(event);
        }
    }

    /** Throws {@link HungUp} if the caller has gone, and takes what else has come, without waiting. */
    void poll(Consumer<CallEvent> elsewhere) {
        for (CallEvent event = events.poll(); event != null; event = events.poll()) {
            if (event instanceof CallEvent.CallerGone) {
                callerGone = true;
            } else {
                elsewhere.accept(event);
            }
        }
        if (callerGone) {
            throw new HungUp();
        }
    }

    private CallEvent take() {
        try {
            return events.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            callerGone = true;
            throw new HungUp();
        }
    }
}

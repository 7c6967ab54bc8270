package io.carillon.proxy.call;

import io.carillon.protocol.datagram.CarriedThread;
import io.carillon.proxy.dialplan.HungUp;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a call and its plan does not know yet. The signalling loop puts, the call's virtual thread takes
 * and waits without a limit of its own: everything that takes time has a timer on the loop.
 */
final class Inbox {
    /** Far above what the phones of one call have to say; what decides a call has its place beyond it. */
    private static final int MOST_CHATTER = 256;

    private final Queue<CallEvent> events = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread waiting;
    private @Nullable Departure departure;

    /** Any thread. Always taken: of each kind a call, a leg or a Dial has one. */
    void put(CallEvent event) {
        events.add(event);
        wake();
    }

    /** Any thread. False if the call is flooded and the event was not taken. */
    boolean offer(CallEvent.Chatter event) {
        boolean taken = events.size() < MOST_CHATTER && events.add(event);
        wake();
        return taken;
    }

    private void wake() {
        Thread plan = waiting;
        if (plan != null) {
            LockSupport.unpark(plan);
        }
    }

    /** How the caller left, once the plan knows of it. */
    Optional<Departure> departure() {
        return Optional.ofNullable(departure);
    }

    /**
     * Waits for the first event that gives a result; the others are handed to `elsewhere`.
     *
     * @throws HungUp as soon as the caller has gone
     */
    <T> T await(Function<CallEvent, Optional<T>> wanted, Consumer<CallEvent> elsewhere) {
        for (; ; ) {
            throwIfGone();
            CallEvent event = take();
            if (event instanceof CallEvent.CallerGone(Departure how)) {
                departure = how;
                throwIfGone();
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
            if (event instanceof CallEvent.CallerGone(Departure how)) {
                departure = how;
            } else {
                elsewhere.accept(event);
            }
        }
        throwIfGone();
    }

    private void throwIfGone() {
        if (departure != null) {
            throw new HungUp(departure.ending());
        }
    }

    private CallEvent take() {
        waiting = Thread.currentThread();
        CarriedThread.until(() -> !events.isEmpty());
        waiting = null;
        CallEvent next = events.poll();
        if (next == null) {
            // Interrupted.
            departure = Departure.SHUT_DOWN;
            throw new HungUp(departure.ending());
        }
        return next;
    }
}

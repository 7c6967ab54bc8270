package io.carillon.voicemail.call;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What has happened to a call and its thread does not know yet. Anybody puts; the call's own thread takes, and waits. */
final class Inbox {
    /** Far above what a hand can press; beyond, keys are dropped. */
    private static final int MOST_CHATTER = 256;

    private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>();

    /** Of each kind but keys, a call has a few. */
    void put(CallEvent event) {
        if (!(event instanceof CallEvent.Key) || events.size() < MOST_CHATTER) {
            events.add(event);
        }
    }

    /** The next event, if one comes in time. */
    Optional<CallEvent> take(Duration within) {
        try {
            return Optional.ofNullable(events.poll(within.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of(new CallEvent.Gone());
        }
    }
}

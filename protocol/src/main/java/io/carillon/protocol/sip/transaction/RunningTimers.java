package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The timers of one transaction that have not fired. */
final class RunningTimers {
    private final Loop loop;
    private final Consumer<TimerName> fired;
    private @Nullable Map<TimerName, Timer> running;

    RunningTimers(Loop loop, Consumer<TimerName> fired) {
        this.loop = loop;
        this.fired = fired;
    }

    void start(TimerName name, Duration delay) {
        stop(name);
        // Most transactions are answered at once and never start one.
        if (running == null) {
            running = new EnumMap<>(TimerName.class);
        }
        running.put(name, loop.schedule(delay, () -> fire(name)));
    }

    private void fire(TimerName name) {
        if (running != null) {
            running.remove(name);
        }
        fired.accept(name);
    }

    void stop(TimerName name) {
        Timer timer = running == null ? null : running.remove(name);
        if (timer != null) {
            timer.cancel();
        }
    }

    void stopAll() {
        if (running != null) {
            running.values().forEach(Timer::cancel);
            running = null;
        }
    }
}

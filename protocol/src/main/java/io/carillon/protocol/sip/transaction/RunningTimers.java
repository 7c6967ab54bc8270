package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** The timers of one transaction that have not fired. */
final class RunningTimers {
    private final Loop loop;
    private final Consumer<TimerName> fired;
    private final Map<TimerName, Timer> running = new EnumMap<>(TimerName.class);

    RunningTimers(Loop loop, Consumer<TimerName> fired) {
        this.loop = loop;
        this.fired = fired;
    }

    void start(TimerName name, Duration delay) {
        stop(name);
        running.put(name, loop.schedule(delay, () -> {
            running.remove(name);
            fired.accept(name);
        }));
    }

    void stop(TimerName name) {
        Timer timer = running.remove(name);
        if (timer != null) {
            timer.cancel();
        }
    }

    void stopAll() {
        running.values().forEach(Timer::cancel);
        running.clear();
    }
}

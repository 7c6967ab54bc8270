package io.carillon.protocol.datagram;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether a loop lives: a task is passed to it and must come back. A loop that has ended, hangs or is behind by more
 * than {@link #PATIENCE} serves nobody, whatever its sockets look like from outside.
 */
public final class Pulse {
    /** SIP's first retransmission is after half a second, and speech is broken long before. */
    public static final Duration PATIENCE = Duration.ofSeconds(1);

    private Pulse() {}

    /** Waits at most {@link #PATIENCE}. Any thread but the loop's own; false too when interrupted. */
    public static boolean beats(Executor loop) {
        FutureTask<Boolean> beat = new FutureTask<>(() -> true);
        loop.execute(beat);
        try {
            return beat.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | CancellationException | ExecutionException noAnswer) {
            // An ended loop cancels what it is given.
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package io.carillon.local.system;

import io.carillon.local.CannotStart;
import io.carillon.local.Carillon;
import io.carillon.local.Settings;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Starts Carillons, one after the other: each start takes the whole machine for some seconds. */
final class Starts {
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);

    /** What the Carillon before learned of its classes: the first of the suite halves the cost of every other start. */
    private static @Nullable Future<?> archives;

    private Starts() {}

    static Carillon carillon(Settings settings) throws CannotStart, InterruptedException {
        ONE_AT_A_TIME.lockInterruptibly();
        try {
            if (archives != null) {
                archives.get();
            }
            Carillon started = Carillon.start(settings);
            archives = started.makeNextStartFaster();
            return started;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("making class archives", failed);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    /** Lets no other start until it is closed, by the same thread: phones of other makers lose sound meanwhile. */
    static Pause pause() throws InterruptedException {
        ONE_AT_A_TIME.lockInterruptibly();
        return ONE_AT_A_TIME::unlock;
    }

    @FunctionalInterface
    interface Pause extends AutoCloseable {
        @Override
        void close();
    }
}

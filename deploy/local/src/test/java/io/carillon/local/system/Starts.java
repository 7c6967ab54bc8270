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

    /** What the suite's Carillon learned of its classes, which halves the cost of every later start. */
    private static volatile @Nullable Future<?> archives;

    private Starts() {}

    /** The one that serves the suite. */
    static Carillon first(Settings settings) throws CannotStart, InterruptedException {
        Carillon started = start(settings);
        archives = started.makeNextStartFaster();
        return started;
    }

    /** One more, when starts are as cheap as they become. */
    static Carillon another(Settings settings) throws CannotStart, InterruptedException {
        Future<?> making = archives;
        if (making != null) {
            try {
                making.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException("making class archives", failed);
            }
        }
        return start(settings);
    }

    private static Carillon start(Settings settings) throws CannotStart, InterruptedException {
        ONE_AT_A_TIME.lockInterruptibly();
        try {
            return Carillon.start(settings);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }
}

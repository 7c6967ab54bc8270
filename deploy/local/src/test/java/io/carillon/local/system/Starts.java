package io.carillon.local.system;

import io.carillon.local.CannotStart;
import io.carillon.local.Carillon;
import io.carillon.local.Settings;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Starts Carillons, one after the other: each start takes the whole machine for some seconds. The first of a build is the
 * dearest; what it learned of the classes halves the cost of the others, which wait for that.
 */
final class Starts {
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);

    /** Class archives on their way, or made. */
    private static volatile @Nullable Future<?> archives;

    private Starts() {}

    /** One more Carillon. */
    static Carillon another(Settings settings) throws CannotStart, InterruptedException {
        Future<?> making = archives;
        if (making != null) {
            try {
                making.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException("making class archives", failed);
            }
        }
        return atOnce(settings);
    }

    /** One that most tests wait for, whether class archives are there or not. */
    static Carillon atOnce(Settings settings) throws CannotStart, InterruptedException {
        ONE_AT_A_TIME.lockInterruptibly();
        try {
            Carillon started = Carillon.start(settings);
            if (archives == null) {
                archives = started.makeNextStartFaster();
            }
            return started;
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }
}

package io.carillon.local.system;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets three tests of the classes that run beside each other go at a time. JUnit's own limit is of threads, and lets all go
 * at once that have waited for the same lock.
 */
final class Turns implements BeforeEachCallback, AfterEachCallback {
    /** With those of three rows they keep two cores busy without starving the services' timers. */
    private static final Semaphore FREE = new Semaphore(3, true);

    @Override
    public void beforeEach(ExtensionContext context) throws InterruptedException {
        if (LabLocks.isConcurrent(context.getRequiredTestClass())) {
            ForkJoinPool.managedBlock(new Turn());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (LabLocks.isConcurrent(context.getRequiredTestClass())) {
            FREE.release();
        }
    }

    /** Whoever waits is no test that runs: another thread takes its place. */
    private static final class Turn implements ForkJoinPool.ManagedBlocker {
        private boolean taken;

        @Override
        public boolean block() throws InterruptedException {
            if (!taken) {
                FREE.acquire();
                taken = true;
            }
            return true;
        }

        @Override
        public boolean isReleasable() {
            taken = taken || FREE.tryAcquire();
            return taken;
        }
    }
}

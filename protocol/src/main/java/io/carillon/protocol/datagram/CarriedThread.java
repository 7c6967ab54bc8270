package io.carillon.protocol.datagram;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A virtual thread that a loop carries ({@link Loop#startThread}, docs/adr/0026), and how it waits. It leaves the loop's thread where
 * it says so here, and nowhere else: one that left it to wait for a lock could be given that lock while the loop's thread waits
 * for the same behind it, and both would wait for ever. So whatever else makes it wait makes the loop wait.
 *
 * <p>The JDK has such threads and keeps them to itself so far: java.lang must be opened, and jdk.internal.vm exported, to us (the
 * manifest of the service's JAR). Where they are not, and in native executables, the thread is a usual virtual one. On any other
 * thread the methods below wait as usual.
 */
public final class CarriedThread {

    /** The JDK's word for a thread as {@link Thread#ofVirtual} makes it. */
    private static final int NO_CHARACTERISTICS = 0;

    private static final ThreadLocal<Boolean> CARRIED = ThreadLocal.withInitial(() -> false);

    private static final Optional<Jdk> JDK = Jdk.find();

    private CarriedThread() {}

    /**
     * Waits until that is so. Whoever makes it so unparks the thread afterwards ({@link LockSupport#unpark}); an interrupt ends it
     * too, and stays.
     */
    public static void until(BooleanSupplier is) {
        while (!is.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            leaving(LockSupport::park);
        }
    }

    /** Waits for the result, as {@link CompletableFuture#join}; an interrupt waits, too. */
    public static <T> T join(CompletableFuture<T> future) {
        if (!future.isDone()) {
            Thread waiting = Thread.currentThread();
            var _ = future.whenComplete((_, _) -> LockSupport.unpark(waiting));
            boolean interrupted = false;
            while (!future.isDone()) {
                leaving(LockSupport::park);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                waiting.interrupt();
            }
        }
        return future.join();
    }

    /** Lets others have their turn. */
    @SuppressWarnings("ThreadPriorityCheck") // not a hint but how a virtual thread leaves its carrier
    public static void letOthers() {
        leaving(Thread::yield);
    }

    private static void leaving(Runnable wait) {
        if (CARRIED.get()) {
            Jdk jdk = JDK.orElseThrow();
            jdk.unpin();
            try {
                wait.run();
            } finally {
                jdk.pin();
            }
        } else {
            wait.run();
        }
    }

    /** @param carrier runs the thread piece by piece, on one thread of the system */
    static void start(Executor carrier, String name, Runnable code) {
        JDK.map(jdk -> jdk.thread(carrier, name, () -> carried(jdk, code)))
                .orElseGet(() -> Thread.ofVirtual().name(name).unstarted(code))
                .start();
    }

    private static void carried(Jdk jdk, Runnable code) {
        CARRIED.set(true);
        jdk.pin();
        try {
            code.run();
        } finally {
            jdk.unpin();
        }
    }

    /** What has no public name yet. */
    private record Jdk(MethodHandle newThread, MethodHandle pinning, MethodHandle unpinning) {

        static Optional<Jdk> find() {
            // Set while a native executable is built, and in it.
            if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
                return Optional.empty();
            }
            try {
                MethodHandles.Lookup here = MethodHandles.lookup();
                Class<?> builders = Class.forName("java.lang.ThreadBuilders");
                Class<?> continuation = Class.forName("jdk.internal.vm.Continuation");
                MethodType made =
                        MethodType.methodType(Thread.class, Executor.class, String.class, int.class, Runnable.class);
                MethodType nothing = MethodType.methodType(void.class);
                return Optional.of(new Jdk(
                        MethodHandles.privateLookupIn(builders, here).findStatic(builders, "newVirtualThread", made),
                        here.findStatic(continuation, "pin", nothing),
                        here.findStatic(continuation, "unpin", nothing)));
            } catch (ReflectiveOperationException closed) {
                EventLoop.LOG.infof("Virtual threads have carriers of their own: %s", closed.getMessage());
                return Optional.empty();
            }
        }

        Thread thread(Executor carrier, String name, Runnable code) {
            try {
                return (Thread) newThread.invokeExact(carrier, name, NO_CHARACTERISTICS, code);
            } catch (Throwable fault) {
                throw unexpected(fault);
            }
        }

        void pin() {
            try {
                pinning.invokeExact();
            } catch (Throwable fault) {
                throw unexpected(fault);
            }
        }

        void unpin() {
            try {
                unpinning.invokeExact();
            } catch (Throwable fault) {
                throw unexpected(fault);
            }
        }

        private static RuntimeException unexpected(Throwable fault) {
            return switch (fault) {
                case RuntimeException own -> own;
                case Error own -> throw own;
                default -> new IllegalStateException("these throw nothing checked", fault);
            };
        }
    }
}

package io.carillon.protocol.datagram;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Virtual threads that an executor of ours carries. The JDK has them and keeps them to itself so far: java.lang must be opened to
 * us, which Quarkus does for purposes of its own. Where it is not, and in native executables, the JDK's own carriers take them.
 */
final class CarriedThreads {

    /** The JDK's word for a thread as {@link Thread#ofVirtual} makes it. */
    private static final int NO_CHARACTERISTICS = 0;

    private static final Optional<MethodHandle> NEW_THREAD = find();

    private CarriedThreads() {}

    private static Optional<MethodHandle> find() {
        // Set while a native executable is built, and in it.
        if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
            return Optional.empty();
        }
        try {
            Class<?> builders = Class.forName("java.lang.ThreadBuilders");
            MethodType type =
                    MethodType.methodType(Thread.class, Executor.class, String.class, int.class, Runnable.class);
            return Optional.of(MethodHandles.privateLookupIn(builders, MethodHandles.lookup())
                    .findStatic(builders, "newVirtualThread", type));
        } catch (ReflectiveOperationException closed) {
            EventLoop.LOG.infof("Virtual threads have carriers of their own: %s", closed.getMessage());
            return Optional.empty();
        }
    }

    /** @param carrier runs the thread piece by piece, on threads of the system only */
    static void start(Executor carrier, String name, Runnable code) {
        NEW_THREAD
                .map(maker -> made(maker, carrier, name, code))
                .orElseGet(() -> Thread.ofVirtual().name(name).unstarted(code))
                .start();
    }

    private static Thread made(MethodHandle maker, Executor carrier, String name, Runnable code) {
        try {
            return (Thread) maker.invokeExact(carrier, name, NO_CHARACTERISTICS, code);
        } catch (RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable impossible) {
            throw new IllegalStateException("to make a thread throws nothing checked", impossible);
        }
    }
}

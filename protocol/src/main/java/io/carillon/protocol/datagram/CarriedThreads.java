package io.carillon.protocol.datagram;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Virtual threads that an executor of ours carries. The JDK has them and keeps them to itself so far (java.lang must be opened to
 * us, which Quarkus does for purposes of its own); where it does not let us, and in native executables, the JDK's own carriers
 * take them.
 */
final class CarriedThreads {

    /** Neither may the thread have no thread locals nor be kept from inheriting any. */
    private static final int USUAL = 0;

    private CarriedThreads() {}

    /** Found at run time: a native executable initialises classes when it is built. */
    private static final class Maker {
        private static final Optional<MethodHandle> NEW_THREAD = find();

        private static Optional<MethodHandle> find() {
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
    }

    /** Whether the executor is used at all. */
    static boolean arePossible() {
        return Maker.NEW_THREAD.isPresent();
    }

    /** @param carrier runs the thread piece by piece, on threads of the system only */
    static void start(Executor carrier, String name, Runnable code) {
        Optional<MethodHandle> maker = Maker.NEW_THREAD;
        if (maker.isEmpty()) {
            Thread.ofVirtual().name(name).start(code);
            return;
        }
        made(maker.get(), carrier, name, code).start();
    }

    private static Thread made(MethodHandle maker, Executor carrier, String name, Runnable code) {
        try {
            return (Thread) maker.invokeExact(carrier, name, USUAL, code);
        } catch (RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable impossible) {
            throw new IllegalStateException("the JDK makes virtual threads and throws nothing checked", impossible);
        }
    }
}

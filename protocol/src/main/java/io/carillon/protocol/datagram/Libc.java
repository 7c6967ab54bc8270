package io.carillon.protocol.datagram;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.BindException;
import java.net.SocketException;

/**
 * The few calls of Linux's C library that a UDP loop needs, linked when this class is initialised.
 *
 * <p>Pointers are passed as plain addresses: it keeps the calls for each datagram free of allocation, and makes the caller
 * answer for the memory's life. Those calls are {@linkplain Linker.Option#critical critical}: they never block (every
 * socket call says MSG_DONTWAIT) and so need no change of the thread's state. They do not report errno; a datagram that
 * cannot be read or sent is not there or dropped, whatever the reason.
 *
 * <p>A native executable links this at its start too, and only calls whose shapes {@code reachability-metadata.json} of
 * this module told its builder.
 */
@SuppressWarnings("restricted") // native access is what this class is for; the launcher and the manifest enable it
final class Libc {

    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOL_SOCKET = 1;
    static final int SO_SNDBUF = 7;
    static final int SO_RCVBUF = 8;
    static final int SO_REUSEPORT = 15;
    static final int IPPROTO_IPV6 = 41;
    static final int IPV6_V6ONLY = 26;
    static final int EPOLL_CTL_ADD = 1;
    static final int EPOLLIN = 1;

    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int EINTR = 4;
    private static final int EACCES = 13;
    private static final int EADDRINUSE = 98;
    private static final int EADDRNOTAVAIL = 99;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final Linker.Option NEVER_BLOCKS = Linker.Option.critical(false);
    private static final long ERRNO_OFFSET =
            Linker.Option.captureStateLayout().byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = link("socket", JAVA_INT, ERRNO, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = link("bind", JAVA_INT, ERRNO, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SETSOCKOPT =
            link("setsockopt", JAVA_INT, ERRNO, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle GETSOCKNAME =
            link("getsockname", JAVA_INT, ERRNO, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle EPOLL_CREATE1 = link("epoll_create1", JAVA_INT, ERRNO, JAVA_INT);
    private static final MethodHandle EPOLL_CTL =
            link("epoll_ctl", JAVA_INT, ERRNO, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle EPOLL_WAIT =
            link("epoll_wait", JAVA_INT, ERRNO, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle EVENTFD = link("eventfd", JAVA_INT, ERRNO, JAVA_INT, JAVA_INT);
    private static final MethodHandle EVENTFD_READ = link("eventfd_read", JAVA_INT, NEVER_BLOCKS, JAVA_INT, JAVA_LONG);
    private static final MethodHandle EVENTFD_WRITE =
            link("eventfd_write", JAVA_INT, NEVER_BLOCKS, JAVA_INT, JAVA_LONG);
    private static final MethodHandle CLOSE = link("close", JAVA_INT, NEVER_BLOCKS, JAVA_INT);
    private static final MethodHandle RECVFROM =
            link("recvfrom", JAVA_LONG, NEVER_BLOCKS, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SENDTO =
            link("sendto", JAVA_LONG, NEVER_BLOCKS, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle STRERROR = link("strerror", POINTER, NEVER_BLOCKS, JAVA_INT);

    private Libc() {}

    static int socket(int family) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = errnoIn(arena);
            int fd = (int) SOCKET.invokeExact(state, family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
            return checked(fd, "socket", state);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static void bind(int fd, long address, int length) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = errnoIn(arena);
            int result = (int) BIND.invokeExact(state, fd, address, length);
            checked(result, "bind", state);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static void setOption(int fd, int level, int option, int value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = errnoIn(arena);
            long address = arena.allocateFrom(JAVA_INT, value).address();
            int result = (int) SETSOCKOPT.invokeExact(state, fd, level, option, address, Integer.BYTES);
            checked(result, "setsockopt", state);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static void localAddress(int fd, long address, int length) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = errnoIn(arena);
            long lengthAddress = arena.allocateFrom(JAVA_INT, length).address();
            int result = (int) GETSOCKNAME.invokeExact(state, fd, address, lengthAddress);
            checked(result, "getsockname", state);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static int epollCreate() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = errnoIn(arena);
            int fd = (int) EPOLL_CREATE1.invokeExact(state, EPOLL_CLOEXEC);
            return checked(fd, "epoll_create1", state);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static void epollAdd(int epoll, int fd, long event) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = errnoIn(arena);
            int result = (int) EPOLL_CTL.invokeExact(state, epoll, EPOLL_CTL_ADD, fd, event);
            checked(result, "epoll_ctl", state);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /** How many events were written; 0 also after a signal. The only call here that blocks. */
    static int epollWait(int epoll, long events, int capacity, int timeoutMillis, MemorySegment state)
            throws IOException {
        try {
            int ready = (int) EPOLL_WAIT.invokeExact(state, epoll, events, capacity, timeoutMillis);
            if (ready < 0 && state.get(JAVA_INT, ERRNO_OFFSET) == EINTR) {
                return 0;
            }
            return checked(ready, "epoll_wait", state);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static int eventFd() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = errnoIn(arena);
            int fd = (int) EVENTFD.invokeExact(state, 0, EFD_CLOEXEC | EFD_NONBLOCK);
            return checked(fd, "eventfd", state);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    static void signal(int eventFd) {
        try {
            // A full counter is a signal too, so the result does not matter.
            int ignored = (int) EVENTFD_WRITE.invokeExact(eventFd, 1L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void clearSignal(int eventFd, long counter) {
        try {
            int ignored = (int) EVENTFD_READ.invokeExact(eventFd, counter);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void close(int fd) {
        try {
            int ignored = (int) CLOSE.invokeExact(fd);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** The datagram's length, or -1 if none could be read. */
    static long receive(int fd, long buffer, long capacity, long sender, long senderLength) {
        try {
            return (long) RECVFROM.invokeExact(fd, buffer, capacity, MSG_DONTWAIT, sender, senderLength);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Whether the kernel took it. */
    static boolean send(int fd, long buffer, long length, long address, int addressLength) {
        try {
            return (long) SENDTO.invokeExact(fd, buffer, length, MSG_DONTWAIT | MSG_NOSIGNAL, address, addressLength)
                    >= 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static MemorySegment errnoIn(Arena arena) {
        return arena.allocate(Linker.Option.captureStateLayout());
    }

    private static int checked(int result, String call, MemorySegment state) throws IOException {
        if (result >= 0) {
            return result;
        }
        int errno = state.get(JAVA_INT, ERRNO_OFFSET);
        String message = call + ": " + describe(errno);
        throw errno == EADDRINUSE || errno == EADDRNOTAVAIL || errno == EACCES
                ? new BindException(message)
                : new SocketException(message);
    }

    private static String describe(int errno) {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
            return text.reinterpret(256).getString(0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static IOException rethrown(Throwable e) {
        return e instanceof IOException io ? io : new IOException(e);
    }

    private static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("a call of the C library threw", e);
    }

    private static MethodHandle link(
            String name, MemoryLayout result, Linker.Option option, MemoryLayout... parameters) {
        return LINKER.downcallHandle(symbol(name), FunctionDescriptor.of(result, parameters), option);
    }

    private static MemorySegment symbol(String name) {
        return LINKER.defaultLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError(name));
    }
}

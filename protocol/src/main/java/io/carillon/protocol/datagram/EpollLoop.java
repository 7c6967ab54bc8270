package io.carillon.protocol.datagram;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Linux's epoll, level-triggered, through {@link Libc}. */
final class EpollLoop extends EventLoop {

    /** Events taken from the kernel at once. */
    private static final int MAX_EVENTS = 256;

    /** {@code struct epoll_event}: packed on x86_64 only. */
    private static final boolean PACKED = System.getProperty("os.arch", "").equals("amd64");

    private static final int EVENT_SIZE = PACKED ? 12 : 16;
    private static final int EVENT_DATA = PACKED ? 4 : 8;
    private static final long NANOS_A_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    // The thread that starts the loop is not the one that ends it; and native executables of GraalVM 25 cannot close
    // shared
    // arenas. The memory goes with the loop.
    private final Arena arena = Arena.ofAuto();
    private final MemorySegment events = arena.allocate((long) EVENT_SIZE * MAX_EVENTS, Long.BYTES);
    private final MemorySegment errno = Libc.errnoIn(arena);
    private final MemorySegment received = arena.allocate(BUFFER_SIZE, Long.BYTES);
    private final MemorySegment sender = arena.allocate(NativeAddress.SIZE, Long.BYTES);
    private final MemorySegment senderLength = arena.allocate(JAVA_INT);
    private final MemorySegment outgoing = arena.allocate(BUFFER_SIZE, Long.BYTES);
    private final MemorySegment signalCounter = arena.allocate(Long.BYTES, Long.BYTES);
    private final MemorySegment watched = arena.allocate(EVENT_SIZE, Long.BYTES);
    /** Room for a receiver's address that a closed port has left: ports of calls come and go by the hundred a second. */
    private final ArrayDeque<MemorySegment> freeAddresses = new ArrayDeque<>();

    private final ByteBuffer receivedBuffer = received.asByteBuffer();
    private final ByteBuffer outgoingBuffer = outgoing.asByteBuffer();
    private final Senders senders = new Senders();
    private final int epoll;
    private final Object signalLock = new Object();
    private int signal;
    private @Nullable EpollPort[] portsByFd = new EpollPort[64];
    private long turn;

    EpollLoop(String name) throws IOException {
        super(name);
        epoll = Libc.epollCreate();
        signal = Libc.eventFd();
        watch(signal);
    }

    /** Why this machine cannot have such a loop; empty when it can. */
    static Optional<String> unavailable() {
        String os = System.getProperty("os.name", "");
        String cpu = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        if (!os.equals("Linux") || !(cpu.equals("amd64") || cpu.equals("aarch64"))) {
            return Optional.of(os + " on " + cpu);
        }
        try {
            // Links all calls. Asked from outside of that class, so that what its initialisation throws is caught.
            Libc.close(-1);
            return Optional.empty();
        } catch (Error | RuntimeException e) {
            // A JVM that denies native access, or a native executable without foreign functions or without the shape of
            // one
            // of these calls, which GraalVM tells by Errors of its own.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of("foreign functions do not link: " + cause);
        }
    }

    @Override
    void poll(long timeoutNanos) throws IOException {
        int ready = timeoutNanos == 0 ? await(0) : awaitLent(toMillis(timeoutNanos));
        woken();
        turn++;
        for (int i = 0; i < ready; i++) {
            int fd = events.get(JAVA_INT_UNALIGNED, (long) i * EVENT_SIZE + EVENT_DATA);
            EpollPort port = fd < portsByFd.length ? portsByFd[fd] : null;
            if (port != null) {
                read(port);
            } else if (fd == signal) {
                Libc.clearSignal(signal, signalCounter.address());
            }
        }
    }

    private int awaitLent(int millis) throws IOException {
        lend();
        try {
            return await(millis);
        } finally {
            takeBack();
        }
    }

    private int await(int millis) throws IOException {
        return Libc.epollWait(epoll, events.address(), MAX_EVENTS, millis, errno);
    }

    /**
     * One datagram is the rule on an RTP port, and asking for a second one costs a call for nothing; a port that was ready
     * in the turn before too has more waiting.
     */
    private void read(EpollPort port) {
        int most = port.lastReadyTurn == turn - 1 ? MAX_DATAGRAMS_A_TURN : 1;
        port.lastReadyTurn = turn;
        for (int i = 0; i < most && port.isOpen(); i++) {
            senderLength.set(JAVA_INT, 0, NativeAddress.SIZE);
            long length =
                    Libc.receive(port.fd(), received.address(), BUFFER_SIZE, sender.address(), senderLength.address());
            if (length < 0) {
                return;
            }
            receivedBuffer.clear().limit((int) length);
            deliver(port.handler(), port, receivedBuffer, senders.intern(sender));
        }
    }

    @Override
    DatagramPort bind(InetSocketAddress local, DatagramHandler handler, DatagramOptions options) throws IOException {
        int family = NativeAddress.family(local.getAddress());
        int fd = Libc.socket(family);
        try {
            apply(options, fd);
            if (family == Libc.AF_INET6) {
                boolean both = NativeAddress.takesBothFamilies(local.getAddress());
                Libc.setOption(fd, Libc.IPPROTO_IPV6, Libc.IPV6_V6ONLY, both ? 0 : 1);
            }
            Libc.bind(fd, outgoing.address(), NativeAddress.write(outgoing, local));
            watch(fd);
            EpollPort port = new EpollPort(this, fd, family, bound(local, fd), handler);
            if (fd >= portsByFd.length) {
                portsByFd = Arrays.copyOf(portsByFd, Math.max(fd + 1, portsByFd.length * 2));
            }
            portsByFd[fd] = port;
            return port;
        } catch (IOException e) {
            Libc.close(fd);
            throw new IOException("cannot bind UDP " + local + ": " + e.getMessage(), e);
        }
    }

    /** Only the kernel knows which port it has chosen; one that was asked for need not be asked again. */
    private InetSocketAddress bound(InetSocketAddress local, int fd) throws IOException {
        if (local.getPort() != 0) {
            return local;
        }
        Libc.localAddress(fd, outgoing.address(), NativeAddress.SIZE);
        return new InetSocketAddress(local.getAddress(), NativeAddress.port(outgoing));
    }

    private static void apply(DatagramOptions options, int fd) throws IOException {
        if (options.receiveBuffer() > 0) {
            Libc.setOption(fd, Libc.SOL_SOCKET, Libc.SO_RCVBUF, options.receiveBuffer());
        }
        if (options.sendBuffer() > 0) {
            Libc.setOption(fd, Libc.SOL_SOCKET, Libc.SO_SNDBUF, options.sendBuffer());
        }
        if (options.reusePort()) {
            Libc.setOption(fd, Libc.SOL_SOCKET, Libc.SO_REUSEPORT, 1);
        }
    }

    /** The address of the bytes to send: where they are if that is native memory, else of a copy. */
    @SuppressWarnings("ReferenceEquality") // not equal bytes but the same buffer is meant
    long addressOf(ByteBuffer payload) {
        if (payload == receivedBuffer) {
            return received.address() + payload.position();
        }
        if (payload.isDirect()) {
            return MemorySegment.ofBuffer(payload).address();
        }
        outgoingBuffer.clear().put(0, payload, payload.position(), payload.remaining());
        return outgoing.address();
    }

    /** Room for the address of a port's receiver. */
    MemorySegment lendAddress() {
        MemorySegment free = freeAddresses.poll();
        return free == null ? arena.allocate(NativeAddress.SIZE, Long.BYTES) : free;
    }

    void takeBack(MemorySegment address) {
        freeAddresses.push(address);
    }

    void forget(EpollPort port) {
        portsByFd[port.fd()] = null;
    }

    @Override
    void wake() {
        synchronized (signalLock) {
            if (signal >= 0) {
                Libc.signal(signal);
            }
        }
    }

    @Override
    void release() {
        for (EpollPort port : portsByFd) {
            if (port != null) {
                port.closeOnLoop();
            }
        }
        synchronized (signalLock) {
            // Its number may soon be another file's.
            Libc.close(signal);
            signal = -1;
        }
        Libc.close(epoll);
    }

    private void watch(int fd) throws IOException {
        watched.set(JAVA_INT, 0, Libc.EPOLLIN);
        watched.set(JAVA_INT_UNALIGNED, EVENT_DATA, fd);
        Libc.epollAdd(epoll, fd, watched.address());
    }

    /** Rounded up: a timer never runs early. */
    private static int toMillis(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            return -1;
        }
        long millis = nanos / NANOS_A_MILLI + (nanos % NANOS_A_MILLI == 0 ? 0 : 1);
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }
}

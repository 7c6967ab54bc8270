package io.carillon.protocol.datagram;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A socket of an {@link EpollLoop}. Its native address is written anew only when the receiver changes. */
final class EpollPort implements DatagramPort {

    private final EpollLoop loop;
    private final int fd;
    private final int family;
    private final boolean bothFamilies;
    private final InetSocketAddress localAddress;
    private final DatagramHandler handler;
    private final MemorySegment receiver;
    private @Nullable InetSocketAddress lastReceiver;
    private int receiverLength;
    private volatile long dropped;
    private volatile boolean open = true;

    /** Set by the loop when it reads. */
    long lastReadyTurn = -1;

    /** Made on the loop, which owns its memory. */
    EpollPort(EpollLoop loop, int fd, int family, InetSocketAddress localAddress, DatagramHandler handler) {
        this.loop = loop;
        this.fd = fd;
        this.family = family;
        this.bothFamilies = NativeAddress.takesBothFamilies(localAddress.getAddress());
        this.localAddress = localAddress;
        this.handler = handler;
        this.receiver = loop.lendAddress();
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public boolean send(ByteBuffer payload, InetSocketAddress to) {
        if (!open || !directTo(to)) {
            return drop();
        }
        return Libc.send(fd, loop.addressOf(payload), payload.remaining(), receiver.address(), receiverLength)
                || drop();
    }

    /** False if there is no way from this socket to there: an unresolved name, or the other family. */
    @SuppressWarnings("ReferenceEquality") // the same object is the cheap and usual case
    private boolean directTo(InetSocketAddress to) {
        if (to == lastReceiver) {
            return true;
        }
        if (to.isUnresolved() || !(bothFamilies || NativeAddress.family(to.getAddress()) == family)) {
            return false;
        }
        receiverLength = NativeAddress.write(receiver, to, family);
        lastReceiver = to;
        return true;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by the loop only
    private boolean drop() {
        dropped++;
        return false;
    }

    @Override
    public long dropped() {
        return dropped;
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        try {
            loop.call(() -> {
                closeOnLoop();
                return Boolean.TRUE;
            });
        } catch (IOException e) {
            // The loop has ended, and closed its ports.
            EventLoop.LOG.debugf(e, "UDP %s was closed with its loop", localAddress);
        }
    }

    void closeOnLoop() {
        if (open) {
            open = false;
            loop.forget(this);
            Libc.close(fd);
            loop.takeBack(receiver);
        }
    }

    boolean isOpen() {
        return open;
    }

    int fd() {
        return fd;
    }

    DatagramHandler handler() {
        return handler;
    }
}

package io.carillon.protocol.datagram;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import org.jspecify.annotations.Nullable;

/** A channel of a {@link NioLoop}. */
final class NioPort implements DatagramPort {

    private final NioLoop loop;
    private final DatagramChannel channel;
    private final DatagramHandler handler;
    private final InetSocketAddress localAddress;
    private @Nullable InetSocketAddress lastSender;
    private volatile long dropped;

    NioPort(NioLoop loop, DatagramChannel channel, DatagramHandler handler) throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.handler = handler;
        localAddress = (InetSocketAddress) channel.getLocalAddress();
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    /** The next datagram's sender; null if there is none, or it cannot be read. */
    @Nullable
    InetSocketAddress receive(ByteBuffer into) {
        try {
            InetSocketAddress sender = (InetSocketAddress) channel.receive(into);
            if (sender != null && !sender.equals(lastSender)) {
                lastSender = sender;
            }
            return sender == null ? null : lastSender;
        } catch (IOException e) {
            // An ICMP error of some peer; the port goes on.
            EventLoop.LOG.debugf(e, "Reading UDP %s", localAddress);
            return null;
        }
    }

    @Override
    public boolean send(ByteBuffer payload, InetSocketAddress to) {
        int position = payload.position();
        try {
            channel.send(payload, to);
            return !payload.hasRemaining() || drop();
        } catch (IOException | UnresolvedAddressException | UnsupportedAddressTypeException e) {
            // No route, a closed port, a name without address, an address of the other family.
            EventLoop.LOG.debugf(e, "Sending from UDP %s to %s", localAddress, to);
            return drop();
        } finally {
            payload.position(position);
        }
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
        if (!channel.isOpen()) {
            return;
        }
        try {
            loop.call(() -> {
                closeOnLoop();
                loop.dropClosedKeys();
                return Boolean.TRUE;
            });
        } catch (IOException e) {
            EventLoop.LOG.debugf(e, "UDP %s was closed with its loop", localAddress);
        }
    }

    void closeOnLoop() {
        try {
            channel.close();
        } catch (IOException e) {
            EventLoop.LOG.warnf(e, "UDP %s did not close", localAddress);
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    DatagramHandler handler() {
        return handler;
    }
}

package io.carillon.protocol.datagram;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The JDK's selector: every platform's fallback. */
final class NioLoop extends EventLoop {

    private static final long NANOS_A_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Selector selector;
    private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER_SIZE);
    private boolean dispatching;

    NioLoop(String name) throws IOException {
        super(name);
        selector = Selector.open();
    }

    @Override
    void poll(long timeoutNanos) throws IOException {
        if (timeoutNanos == 0) {
            selector.selectNow();
        } else if (timeoutNanos == Long.MAX_VALUE) {
            selector.select();
        } else {
            selector.select((timeoutNanos + NANOS_A_MILLI - 1) / NANOS_A_MILLI);
        }
        woken();
        dispatching = true;
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid() && key.attachment() instanceof NioPort port) {
                read(port);
            }
        }
        selector.selectedKeys().clear();
        dispatching = false;
    }

    private void read(NioPort port) {
        for (int i = 0; i < MAX_DATAGRAMS_A_TURN && port.isOpen(); i++) {
            received.clear();
            InetSocketAddress from = port.receive(received);
            if (from == null) {
                return;
            }
            deliver(port.handler(), port, received.flip(), from);
        }
    }

    @Override
    DatagramPort bind(InetSocketAddress local, DatagramHandler handler, DatagramOptions options) throws IOException {
        DatagramChannel channel = DatagramChannel.open(
                local.getAddress() instanceof Inet6Address
                        ? StandardProtocolFamily.INET6
                        : StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            apply(options, channel);
            channel.bind(local);
            NioPort port = new NioPort(this, channel, handler);
            channel.register(selector, SelectionKey.OP_READ, port);
            return port;
        } catch (IOException e) {
            channel.close();
            throw new IOException("cannot bind UDP " + local + ": " + e.getMessage(), e);
        }
    }

    private static void apply(DatagramOptions options, DatagramChannel channel) throws IOException {
        if (options.receiveBuffer() > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, options.receiveBuffer());
        }
        if (options.sendBuffer() > 0) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBuffer());
        }
        if (options.reusePort()) {
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
    }

    @Override
    void wake() {
        selector.wakeup();
    }

    @Override
    void release() {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.attachment() instanceof NioPort port) {
                port.closeOnLoop();
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.warn("The selector did not close", e);
        }
    }

    /** A closed channel keeps its port until its key is out of the selector; the next poll does it too. */
    void dropClosedKeys() throws IOException {
        if (!dispatching) {
            selector.selectNow();
        }
    }
}

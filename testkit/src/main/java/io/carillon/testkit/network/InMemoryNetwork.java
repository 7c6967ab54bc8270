package io.carillon.testkit.network;

import io.carillon.protocol.datagram.DatagramHandler;
import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.datagram.Timer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * UDP without sockets, on a {@link ManualLoop}: datagrams travel as timers of the loop and suffer a seeded
 * {@link Impairment}, so that a run with loss can be repeated exactly. Used on the test's thread only.
 */
public final class InMemoryNetwork implements DatagramLoop {

    /** The first of the ports given out for port 0. */
    private static final int FIRST_EPHEMERAL_PORT = 49_152;

    /** What fits into one UDP datagram over IPv4. */
    private static final int LARGEST_PAYLOAD = 65_507;

    private final ManualLoop loop;
    private final ImpairedPath path;
    private final Map<InetSocketAddress, Port> ports = new LinkedHashMap<>();
    private int nextEphemeral = FIRST_EPHEMERAL_PORT;
    private long lost;

    public InMemoryNetwork(ManualLoop loop) {
        this(loop, Impairment.NONE, 0);
    }

    public InMemoryNetwork(ManualLoop loop, Impairment impairment, long seed) {
        this.loop = loop;
        this.path = new ImpairedPath(impairment, seed);
    }

    /** What is sent from now on suffers this instead. */
    public void become(Impairment impairment) {
        path.become(impairment);
    }

    /** Datagrams that were lost on the way or met a closed port. */
    public long lost() {
        return lost;
    }

    @Override
    public DatagramPort open(InetSocketAddress local, DatagramHandler handler, DatagramOptions options)
            throws IOException {
        InetSocketAddress address =
                local.getPort() == 0 ? new InetSocketAddress(local.getAddress(), nextEphemeral++) : local;
        if (ports.containsKey(address)) {
            throw new BindException("Address already in use: " + address);
        }
        Port port = new Port(address, handler);
        ports.put(address, port);
        return port;
    }

    @Override
    public Instant now() {
        return loop.now();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return loop.schedule(delay, task);
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void close() {
        ports.clear();
    }

    private void deliver(byte[] payload, InetSocketAddress from, InetSocketAddress to) {
        Port port = ports.get(to);
        if (port == null) {
            lost++;
            return;
        }
        ByteBuffer datagram =
                ByteBuffer.allocateDirect(payload.length).put(payload).flip();
        port.handler.received(port, datagram, from);
    }

    private final class Port implements DatagramPort {

        private final InetSocketAddress address;
        private final DatagramHandler handler;
        private long dropped;

        Port(InetSocketAddress address, DatagramHandler handler) {
            this.address = address;
            this.handler = handler;
        }

        @Override
        public InetSocketAddress localAddress() {
            return address;
        }

        @Override
        public boolean send(ByteBuffer payload, InetSocketAddress to) {
            if (ports.get(address) != this || payload.remaining() > LARGEST_PAYLOAD) {
                dropped++;
                return false;
            }
            byte[] copy = new byte[payload.remaining()];
            payload.duplicate().get(copy);
            var arrivals = path.fateOf(loop.nanoTime());
            if (arrivals.isEmpty()) {
                lost++;
            }
            for (Duration arrival : arrivals) {
                loop.schedule(arrival, () -> deliver(copy, address, to));
            }
            return true;
        }

        @Override
        public long dropped() {
            return dropped;
        }

        @Override
        public void close() {
            ports.remove(address, this);
        }
    }
}

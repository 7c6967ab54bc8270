package io.carillon.testkit.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bad wire between two real sockets, in user space (tc netem is missing on many machines). One party sends to
 * {@link #near()}; what it sends leaves from {@link #far()} towards the other party, and what arrives at far goes back
 * to the one who last sent to near. To the other party the first one is at {@code far()}, as behind a NAT.
 *
 * <p>Loss, delay and jitter come from one seed a direction. Three virtual threads read and deliver; closing ends them.
 */
public final class LossyWire implements AutoCloseable {

    private static final int LARGEST_DATAGRAM = 65_535;

    private final Direction outward;
    private final Direction inward;
    private final DelayQueue<Travelling> wire = new DelayQueue<>();
    private final Thread delivery;
    private final AtomicLong carried = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();

    private LossyWire(InetAddress local, Optional<InetSocketAddress> target, Impairment impairment, long seed)
            throws IOException {
        DatagramSocket near = new DatagramSocket(new InetSocketAddress(local, 0));
        DatagramSocket far = new DatagramSocket(new InetSocketAddress(local, 0));
        this.outward = new Direction(near, far, target, new ImpairedPath(impairment, seed));
        this.inward = new Direction(far, near, Optional.empty(), new ImpairedPath(impairment, ~seed));
        Thread.ofVirtual().name("wire-near").start(() -> read(outward, inward, true));
        Thread.ofVirtual().name("wire-far").start(() -> read(inward, outward, target.isEmpty()));
        this.delivery = Thread.ofVirtual().name("wire-delivery").start(this::deliver);
    }

    /** A wire whose far end leads to {@code target}, for SIP. */
    public static LossyWire to(InetSocketAddress target, Impairment impairment, long seed) throws IOException {
        return new LossyWire(target.getAddress(), Optional.of(target), impairment, seed);
    }

    /** A wire whose far party is whoever sends to the far end, or {@link #leadTo} names: for RTP. */
    public static LossyWire open(InetAddress local, Impairment impairment, long seed) throws IOException {
        return new LossyWire(local, Optional.empty(), impairment, seed);
    }

    public InetSocketAddress near() {
        return (InetSocketAddress) outward.in.getLocalSocketAddress();
    }

    public InetSocketAddress far() {
        return (InetSocketAddress) inward.in.getLocalSocketAddress();
    }

    public void leadTo(InetSocketAddress target) {
        outward.target = Optional.of(target);
    }

    /** Both directions suffer this from now on. */
    public void become(Impairment impairment) {
        outward.become(impairment);
        inward.become(impairment);
    }

    /** Datagrams that went through, counting copies. */
    public long carried() {
        return carried.get();
    }

    public long lost() {
        return lost.get();
    }

    @Override
    public void close() {
        outward.in.close();
        inward.in.close();
        delivery.interrupt();
    }

    private void read(Direction direction, Direction back, boolean learn) {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
        while (!direction.in.isClosed()) {
            try {
                packet.setLength(LARGEST_DATAGRAM);
                direction.in.receive(packet);
                if (learn) {
                    back.target = Optional.of((InetSocketAddress) packet.getSocketAddress());
                }
                byte[] payload = Arrays.copyOf(packet.getData(), packet.getLength());
                direction.target.ifPresent(to -> carry(payload, direction, to));
            } catch (IOException e) {
                if (!direction.in.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void carry(byte[] payload, Direction direction, InetSocketAddress to) {
        long now = System.nanoTime();
        List<Duration> arrivals = direction.fateOf(now);
        if (arrivals.isEmpty()) {
            lost.incrementAndGet();
        }
        for (Duration arrival : arrivals) {
            wire.add(new Travelling(now + arrival.toNanos(), sent.getAndIncrement(), payload, direction.out, to));
        }
    }

    private void deliver() {
        try {
            while (true) {
                Travelling datagram = wire.take();
                send(datagram);
            }
        } catch (InterruptedException closed) {
            wire.clear();
        }
    }

    private void send(Travelling datagram) {
        try {
            datagram.out().send(new DatagramPacket(datagram.payload(), datagram.payload().length, datagram.to()));
            carried.incrementAndGet();
        } catch (IOException refused) {
            // A peer that is gone is loss like any other.
            lost.incrementAndGet();
        }
    }

    private static final class Direction {

        private final DatagramSocket in;
        private final DatagramSocket out;
        private final ImpairedPath path;
        private volatile Optional<InetSocketAddress> target;

        Direction(DatagramSocket in, DatagramSocket out, Optional<InetSocketAddress> target, ImpairedPath path) {
            this.in = in;
            this.out = out;
            this.target = target;
            this.path = path;
        }

        synchronized List<Duration> fateOf(long now) {
            return path.fateOf(now);
        }

        synchronized void become(Impairment impairment) {
            path.become(impairment);
        }
    }

    /** A datagram between its ends; ordered by arrival, then by sending. */
    @SuppressWarnings("ArrayRecordComponent") // compared by identity in the queue only
    private record Travelling(long at, long order, byte[] payload, DatagramSocket out, InetSocketAddress to)
            implements Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Travelling that = (Travelling) other;
            return at == that.at ? Long.compare(order, that.order) : Long.compare(at - that.at, 0);
        }
    }
}

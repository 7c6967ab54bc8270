package io.carillon.testkit.network;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ports of this machine that lose RTP and RTCP, both ways; signalling gets through. What is lost comes from one seed: each port
 * that is opened has its own row of fates for either direction. Any thread.
 */
public final class LossyNetwork implements UdpNetwork {
    /** RFC 3550 §5.1: version 2 stands in the first two bits; no SIP message begins so. */
    private static final int VERSION_BITS = 0xc0;

    private static final int VERSION = 0x80;

    private final Impairment impairment;
    private final AtomicLong seeds;
    private final AtomicLong lost = new AtomicLong();

    private LossyNetwork(Impairment impairment, long seed) {
        this.impairment = impairment;
        this.seeds = new AtomicLong(seed);
    }

    /** @param loss the share of packets that never arrive, 0 to 1 */
    public static LossyNetwork losing(double loss, long seed) {
        return new LossyNetwork(Impairment.NONE.withLoss(loss), seed);
    }

    @Override
    public DatagramSocket open(InetSocketAddress local) throws IOException {
        return new LossySocket(local);
    }

    /** Packets lost so far. */
    public long lost() {
        return lost.get();
    }

    private final class LossySocket extends DatagramSocket {
        private final ImpairedPath out = new ImpairedPath(impairment, seeds.getAndIncrement());
        private final ImpairedPath in = new ImpairedPath(impairment, seeds.getAndIncrement());

        LossySocket(InetSocketAddress local) throws IOException {
            super(local);
        }

        @Override
        public void send(DatagramPacket packet) throws IOException {
            if (!isLost(packet, out)) {
                super.send(packet);
            }
        }

        @Override
        public void receive(DatagramPacket packet) throws IOException {
            int room = packet.getLength();
            do {
                packet.setLength(room);
                super.receive(packet);
            } while (isLost(packet, in));
        }

        private boolean isLost(DatagramPacket packet, ImpairedPath path) {
            if (packet.getLength() == 0 || (packet.getData()[packet.getOffset()] & VERSION_BITS) != VERSION) {
                return false;
            }
            synchronized (path) {
                boolean gone = path.fateOf(System.nanoTime()).isEmpty();
                if (gone) {
                    lost.incrementAndGet();
                }
                return gone;
            }
        }
    }
}

package io.carillon.local;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds a block of ports that nobody uses at the moment, for a second Carillon on the machine. Blocks do not overlap, and
 * one is given again only after all the others: whoever asks at the same time in this process gets another one.
 */
final class FreePorts {
    /** Above the RTP ports of the suite's Carillons; below those that real phones try, and those the kernel hands out itself. */
    private static final int LOWEST = 21_000;

    private static final int HIGHEST = 30_000;
    /** Room for all kinds with their replicas, then for RTP. */
    private static final int BLOCK = 400;

    private static final int RTP_OFFSET = 200;
    private static final int BLOCKS = (HIGHEST - LOWEST) / BLOCK;

    /** Begins anywhere: other processes ask too. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(BLOCKS));

    private FreePorts() {}

    static Settings of(Settings settings) {
        for (int attempt = 0; attempt < BLOCKS; attempt++) {
            int base = LOWEST + BLOCK * (NEXT.getAndIncrement() % BLOCKS);
            Settings moved = moved(settings, base);
            if (listeners(moved).stream().allMatch(Listener::isFree)) {
                return moved;
            }
        }
        throw new IllegalStateException("no " + BLOCK + " free ports from " + LOWEST + " to " + HIGHEST);
    }

    private static Settings moved(Settings settings, int base) {
        Settings moved = settings.sip(Addresses.loopback(base + 100))
                .rtp(new PortRange(base + RTP_OFFSET, base + BLOCK - 1))
                .port(LocalPort.KAFKA, base + 101)
                .port(LocalPort.POSTGRESQL, base + 102)
                .port(LocalPort.MEDIA_RELAY_NG, base + 103);
        int next = base;
        for (Service service : Service.values()) {
            moved = moved.port(service.http(), next++);
            if (service.sip().isPresent()) {
                moved = moved.port(service.sip().get(), next++);
            }
        }
        return moved;
    }

    private static List<Listener> listeners(Settings settings) {
        List<Listener> listeners = new ArrayList<>();
        for (LocalPort port : LocalPort.values()) {
            for (int replica = 1; replica <= Layout.MOST_REPLICAS; replica++) {
                InetSocketAddress address = Addresses.loopback(settings.portOf(port, replica));
                for (LocalPort.Transport transport : port.transports()) {
                    listeners.add(new Listener(port.label(), transport, address, ""));
                }
            }
        }
        InetSocketAddress sip = settings.sip().orElseThrow();
        listeners.add(new Listener("SIP", LocalPort.Transport.UDP, sip, ""));
        listeners.add(new Listener("SIP", LocalPort.Transport.TCP, sip, ""));
        PortRange rtp = settings.rtp().orElseThrow();
        for (int port = rtp.first(); port <= rtp.last(); port++) {
            InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), port);
            listeners.add(new Listener("RTP", LocalPort.Transport.UDP, any, ""));
        }
        return listeners;
    }
}

package io.carillon.testkit.realphones;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for programs that cannot be asked to choose one themselves. Each is given out once, and from below those that the
 * kernel gives to whoever asks for any (Linux: from 32,768): some of a run are bound only when a call begins.
 */
final class FreePort {

    private static final int FIRST = 30_000;
    private static final int LAST = 32_700;

    /** Runs of two processes hardly ever begin at the same place. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt((LAST - FIRST) / 2) * 2);

    private static final int ATTEMPTS = 200;

    private FreePort() {}

    /** The first of a run of ports that are free for UDP and TCP now; an even number. */
    static int run(InetAddress local, int length) {
        int even = length + length % 2;
        for (int i = 0; i < ATTEMPTS; i++) {
            int first = FIRST + Math.floorMod(NEXT.getAndAdd(even), LAST - FIRST);
            if (isFree(local, first, length)) {
                return first;
            }
        }
        throw new IllegalStateException("no " + length + " free ports at " + local);
    }

    private static boolean isFree(InetAddress local, int first, int length) {
        for (int port = first; port < first + length; port++) {
            try (DatagramSocket udp = new DatagramSocket(new InetSocketAddress(local, port));
                    ServerSocket tcp = new ServerSocket(port, 1, local)) {
                if (!udp.isBound() || !tcp.isBound()) {
                    return false;
                }
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}

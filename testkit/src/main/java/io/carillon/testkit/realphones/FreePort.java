package io.carillon.testkit.realphones;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for programs that cannot be asked to choose one themselves. */
final class FreePort {

    private static final int FIRST = 30_000;
    private static final int COUNT = 9_000;
    private static final int ATTEMPTS = 200;

    private FreePort() {}

    /** The first of a run of ports that are free for UDP and TCP now. */
    static int run(InetAddress local, int length) {
        for (int i = 0; i < ATTEMPTS; i++) {
            int first = FIRST + 2 * ThreadLocalRandom.current().nextInt(COUNT / 2);
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

package io.carillon.protocol.datagram;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A {@link Loop} that reads UDP sockets. */
public interface DatagramLoop extends Loop, AutoCloseable {

    /** The system property that chooses: {@code epoll} (default) or {@code nio}. */
    String IMPLEMENTATION = "carillon.datagram";

    /**
     * Starts a daemon thread of this name: on epoll by foreign functions where that links (Linux on x86_64 and
     * aarch64), else on NIO. One log line a process says which. The system property {@value #IMPLEMENTATION} set to
     * {@code nio} keeps foreign functions out.
     *
     * @throws java.io.UncheckedIOException if the system has no more files or memory
     */
    static DatagramLoop start(String name) {
        return EventLoop.choose(name).begin();
    }

    /**
     * Binds a socket; the handler is called on this loop. To be called on any thread. A socket bound to {@code ::} serves
     * peers of both families, those of IPv4 under their own addresses.
     *
     * @throws IOException if the address is in use or not ours
     */
    DatagramPort open(InetSocketAddress local, DatagramHandler handler, DatagramOptions options) throws IOException;

    /** Closes every port, drops tasks and timers, and waits for the thread to end (unless called on it). */
    @Override
    void close();
}

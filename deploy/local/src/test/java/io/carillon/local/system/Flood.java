package io.carillon.local.system;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Sends requests from one socket at an even pace; reads nothing. Owns its thread. */
final class Flood implements AutoCloseable {

    private static final int BATCHES_PER_SECOND = 200;
    /** It is looked now and then whether there is anything to wait for. */
    private static final long PATIENCE_MILLIS = 100;

    private final String template;
    private final int perSecond;
    private final DatagramSocket socket;
    private final long start = System.nanoTime();
    private final Thread thread;
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean over;

    /** @param template a request with {@code %1$d} where our port goes and {@code %2$d} where its number goes */
    Flood(String template, int perSecond, InetSocketAddress target) throws IOException {
        this.template = template.replace("\n", "\r\n");
        this.perSecond = perSecond;
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.thread = Thread.ofPlatform().name("flood").start(() -> pour(target));
    }

    Duration lasted() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    long sent() {
        return sent.get();
    }

    /** Waits until so many more were sent, as a clock that goes by requests. */
    synchronized void awaitMore(long requests) throws InterruptedException {
        long enough = sent.get() + requests;
        while (sent.get() < enough && thread.isAlive()) {
            wait(PATIENCE_MILLIS);
        }
    }

    private synchronized void sent(int batch) {
        sent.addAndGet(batch);
        notifyAll();
    }

    private void pour(InetSocketAddress target) {
        int batch = perSecond / BATCHES_PER_SECOND;
        try {
            while (!over) {
                long due = start + TimeUnit.SECONDS.toNanos(1) * sent.get() / perSecond;
                LockSupport.parkNanos(due - System.nanoTime());
                for (int i = 0; i < batch; i++) {
                    byte[] request = template.formatted(socket.getLocalPort(), sent.get() + i)
                            .getBytes(US_ASCII);
                    socket.send(new DatagramPacket(request, request.length, target));
                }
                sent(batch);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the flood ran dry after " + sent + " requests", e);
        }
    }

    @Override
    public void close() {
        over = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        socket.close();
    }
}

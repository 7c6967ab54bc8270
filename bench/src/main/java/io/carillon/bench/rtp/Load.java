package io.carillon.bench.rtp;

import io.carillon.bench.measure.Delays;
import io.carillon.protocol.datagram.DatagramHandler;
import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Phones that talk all at once: each stream 50 packets a second of 20 ms, their beginnings spread over the 20 ms. Every packet
 * carries the time it was sent. Everything runs on one loop.
 */
final class Load implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(1);
    private static final long NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int PACKETS_A_SECOND = 50;
    private static final int HEADER = 12;
    private static final int SAMPLES = 160;
    private static final int PACKET = HEADER + SAMPLES;
    private static final int SENT_AT = HEADER;
    private static final Duration LAST_PACKETS = Duration.ofMillis(500);

    private record Stream(DatagramPort from, InetSocketAddress to, ByteBuffer packet) {}

    private final DatagramLoop loop = DatagramLoop.start("load");
    private final List<Stream> streams = new ArrayList<>();
    private final DatagramHandler hearing = (port, packet, from) -> heard(packet);
    private Delays delays = new Delays();
    private long sent;

    DatagramPort phone() throws IOException {
        return loop.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), hearing, DatagramOptions.MEDIA);
    }

    void stream(DatagramPort from, InetSocketAddress to) {
        ByteBuffer packet = ByteBuffer.allocateDirect(PACKET);
        packet.put((byte) 0x80).put((byte) 0).putShort((short) 0).putInt(0).putInt(streams.size() + 1);
        streams.add(new Stream(from, to, packet.clear()));
    }

    /** Talks for so long, and waits for what is under way at the end. */
    void talk(Duration howLong) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> tick(System.nanoTime(), howLong.toNanos(), 0, done));
        done.get(howLong.toSeconds() + 10, TimeUnit.SECONDS);
    }

    /** Counts from here. */
    void forget() throws Exception {
        CompletableFuture.runAsync(
                        () -> {
                            delays = new Delays();
                            sent = 0;
                        },
                        loop)
                .get();
    }

    /** To be read between two turns of talking. */
    Delays delays() {
        return delays;
    }

    long sent() {
        return sent;
    }

    private void tick(long begun, long howLong, long sentInThisTurn, CompletableFuture<Void> done) {
        long elapsed = Math.min(System.nanoTime() - begun, howLong);
        long due = (long) ((double) elapsed / NANOS_A_SECOND * PACKETS_A_SECOND * streams.size());
        for (long i = sentInThisTurn; i < due; i++) {
            send(streams.get((int) (i % streams.size())));
        }
        if (elapsed < howLong) {
            loop.schedule(TICK, () -> tick(begun, howLong, due, done));
        } else {
            loop.schedule(LAST_PACKETS, () -> done.complete(null));
        }
    }

    private void send(Stream stream) {
        ByteBuffer packet = stream.packet();
        packet.putShort(2, (short) (packet.getShort(2) + 1)).putInt(4, packet.getInt(4) + SAMPLES);
        packet.putLong(SENT_AT, System.nanoTime());
        stream.from().send(packet, stream.to());
        sent++;
    }

    private void heard(ByteBuffer packet) {
        if (packet.remaining() == PACKET) {
            delays.add(System.nanoTime() - packet.getLong(SENT_AT));
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}

package io.carillon.bench.recording;

import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** One phone that dictates in µ-law, never a silent sample, each known by its place. Owner: the phones' loop. */
final class Dictation {
    static final int SAMPLES = 160;
    static final byte SILENCE = (byte) 0xff;
    private static final int HEADER = 12;

    private final int number;
    private final DatagramPort port;
    private final ByteBuffer packet = ByteBuffer.allocateDirect(HEADER + SAMPLES);
    private InetSocketAddress relay = new InetSocketAddress(0);
    private short sequence;
    private int timestamp;
    private int position;
    private long begun;

    Dictation(DatagramLoop loop, int number) throws IOException {
        this.number = number;
        port = loop.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), (_, _, _) -> {}, DatagramOptions.MEDIA);
    }

    InetSocketAddress address() {
        return port.localAddress();
    }

    void speakTo(InetSocketAddress there) {
        relay = there;
    }

    /** Dictates another text from now on. */
    void beginAnew(long now) {
        position = 0;
        begun = now;
    }

    void speak() {
        packet.clear();
        packet.put((byte) 0x80)
                .put((byte) 0)
                .putShort(sequence)
                .putInt(timestamp)
                .putInt(number + 1);
        for (int i = 0; i < SAMPLES; i++) {
            packet.put(sample(number, position + i));
        }
        port.send(packet.flip(), relay);
        sequence++;
        timestamp += SAMPLES;
        position += SAMPLES;
    }

    /** Samples since it began. */
    int said() {
        return position;
    }

    /** When it began, in nanoseconds of {@link System#nanoTime}. */
    long begun() {
        return begun;
    }

    /** What this phone says there: loud, of either sign. */
    static byte sample(int number, int position) {
        int size = (position * 31 + number * 7 + position / 997) & 0x3f;
        return (byte) (size | ((position & 8) << 4));
    }
}

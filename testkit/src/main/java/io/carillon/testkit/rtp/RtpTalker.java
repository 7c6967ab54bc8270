package io.carillon.testkit.rtp;

import io.carillon.testkit.Watch;
import io.carillon.testkit.sound.Tone;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says a tone, a packet every 20 ms, from a given socket to one address. Any thread may change what it does; packets are
 * sent by the metronome's thread.
 */
public final class RtpTalker implements AutoCloseable {

    /** The payload number that every test phone offers for keys (RFC 4733). */
    public static final int KEYS = 101;

    static final int PACKETS_PER_SECOND = 50;

    private final DatagramSocket socket;
    private final Tone tone;
    private final Runnable onBeat = this::speak;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong octets = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private Codec codec;
    private InetSocketAddress to;
    private boolean speaking = true;
    private boolean marker = true;
    private long ssrc;
    private int sequence;
    private long timestamp;
    private long position;

    private RtpTalker(DatagramSocket socket, Tone tone, Codec codec, InetSocketAddress to) {
        this.socket = socket;
        this.tone = tone;
        this.codec = codec;
        this.to = to;
        newSource();
    }

    /** Begins to talk with the next beat; the socket stays the caller's. */
    public static RtpTalker start(DatagramSocket socket, Tone tone, Codec codec, InetSocketAddress to) {
        RtpTalker talker = new RtpTalker(socket, tone, codec, to);
        Metronome.add(talker.onBeat);
        return talker;
    }

    /** What a new agreement says: another codec, another place. */
    public synchronized void become(Codec newCodec, InetSocketAddress newTo) {
        codec = newCodec;
        to = newTo;
    }

    /** Stops sending packets; time goes on (the timestamp jumps when speech begins again, with a marker). */
    public synchronized void fallSilent() {
        speaking = false;
    }

    public synchronized void speakAgain() {
        marker = true;
        speaking = true;
    }

    /** Goes on as a new source: SSRC, sequence and timestamp begin anew (RFC 3550 §8). */
    public synchronized void changeSource() {
        newSource();
    }

    /** Skips packets as a lossy network would: sequence and timestamp jump. */
    public synchronized void lose(int packets) {
        for (int i = 0; i < packets; i++) {
            next();
        }
    }

    /** Presses a key (RFC 4733): four packets as long as it is down, its end three times, in one go. */
    public synchronized void press(char digit) {
        int code = "0123456789*#ABCD".indexOf(digit);
        for (int packet = 1; packet <= 7; packet++) {
            boolean end = packet > 4;
            int duration = Math.min(packet, 5) * codec.samplesPerPacket();
            byte[] payload = {(byte) code, (byte) (end ? 0x8a : 0x0a), (byte) (duration >> 8), (byte) duration};
            send(new RtpPacket(KEYS, packet == 1, sequence, timestamp, ssrc, payload).encode(), payload.length);
            sequence++;
        }
        // The next key, or the next sound, comes after this one.
        position += 5L * codec.samplesPerPacket();
        timestamp += 5L * codec.samplesPerPacket();
    }

    public synchronized long ssrc() {
        return ssrc;
    }

    synchronized long timestamp() {
        return timestamp;
    }

    public long sent() {
        return sent.get();
    }

    /** Waits until it has sent so many packets since it began. */
    public void awaitSent(long count) {
        Watch.until(
                count + " packets to be sent", Duration.ofSeconds(10), () -> sent() >= count, () -> sent() + " sent");
    }

    long octets() {
        return octets.get();
    }

    /** Packets that the system refused to send. */
    public long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        Metronome.remove(onBeat);
    }

    private void newSource() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        ssrc = random.nextInt() & 0xffff_ffffL;
        sequence = random.nextInt(0x10000);
        timestamp = random.nextInt() & 0xffff_ffffL;
        marker = true;
    }

    private synchronized void speak() {
        if (speaking) {
            byte[] payload = codec.encode(tone, position);
            byte[] packet = new RtpPacket(codec.payloadType(), marker, sequence, timestamp, ssrc, payload).encode();
            marker = false;
            send(packet, payload.length);
            next();
        } else {
            position += codec.samplesPerPacket();
            timestamp += codec.samplesPerPacket();
        }
    }

    private void next() {
        sequence++;
        position += codec.samplesPerPacket();
        timestamp += codec.samplesPerPacket();
    }

    private void send(byte[] packet, int payloadLength) {
        try {
            socket.send(new DatagramPacket(packet, packet.length, to));
            sent.incrementAndGet();
            octets.addAndGet(payloadLength);
        } catch (IOException e) {
            refused.incrementAndGet();
        }
    }
}

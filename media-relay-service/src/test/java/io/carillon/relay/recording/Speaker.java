package io.carillon.relay.recording;

import io.carillon.protocol.sdp.Encoding;
import io.carillon.protocol.sdp.Format;
import io.carillon.sound.g711.MuLaw;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Says µ-law that never is silence, 20 ms a packet, and remembers what it said. */
final class Speaker {
    static final int FRAME = 160;
    static final List<Format> FORMATS = List.of(format(0, "PCMU"), format(8, "PCMA"), format(3, "GSM"));

    private static final long FRAME_NANOS = Duration.ofMillis(20).toNanos();

    private final Random random = new Random(42);
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    /** Loops count from anywhere. */
    private long now = -Duration.ofSeconds(3).toNanos();

    private int sequence = 1_000;
    private int timestamp = 5_000;
    private int ssrc = 0x0a0b0c0d;

    /** A packet, with so many octets of payload, and when it arrives. */
    record Sent(ByteBuffer packet, int payload, long at) implements Comparable<Sent> {
        Sent later(Duration by) {
            return new Sent(packet, payload, at + by.toNanos());
        }

        @Override
        public int compareTo(Sent other) {
            return Long.compare(at, other.at);
        }
    }

    private static Format format(int payloadType, String name) {
        return new Format(payloadType, new Encoding(name, 8_000, 1), Optional.empty());
    }

    long now() {
        return now;
    }

    byte[] said() {
        return said.toByteArray();
    }

    List<Sent> says(int packets) {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            byte[] sound = new byte[FRAME];
            for (int j = 0; j < FRAME; j++) {
                // Loud, and never what silence is.
                sound[j] = (byte) (random.nextInt(64) | (random.nextBoolean() ? 0x80 : 0));
            }
            said.writeBytes(sound);
            sent.add(send(0, sound));
        }
        return sent;
    }

    /** A tone of 400 Hz. */
    List<Sent> hums(int packets, int amplitude) {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            byte[] sound = new byte[FRAME];
            for (int j = 0; j < FRAME; j++) {
                sound[j] = MuLaw.encode((short) (amplitude * Math.sin(Math.TAU * 400 * j / 8_000)));
            }
            said.writeBytes(sound);
            sent.add(send(0, sound));
        }
        return sent;
    }

    List<Sent> quietly(int packets) {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            byte[] sound = new byte[FRAME];
            Arrays.fill(sound, MuLaw.encode((short) (i % 2 == 0 ? 100 : -100)));
            sent.add(send(0, sound));
        }
        return sent;
    }

    /** Packets of another number, 20 ms each. */
    List<Sent> packets(int payloadType, int count) {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(send(payloadType, new byte[4]));
        }
        return sent;
    }

    List<Sent> comfortNoise() {
        List<Sent> sent = List.of(packet(13, new byte[] {70}));
        sequence++;
        return sent;
    }

    void isAt(int newSequence, int newTimestamp) {
        sequence = newSequence;
        timestamp = newTimestamp;
    }

    void jumps(int samples) {
        timestamp += samples;
    }

    void isSilent(Duration howLong) {
        now += howLong.toNanos();
        timestamp += (int) howLong.toMillis() * 8;
    }

    void isAway(Duration howLong) {
        now += howLong.toNanos();
    }

    void becomesAnother() {
        ssrc = random.nextInt();
        sequence = random.nextInt(1 << 16);
        timestamp = random.nextInt();
    }

    private Sent send(int payloadType, byte[] payload) {
        now += FRAME_NANOS;
        Sent sent = packet(payloadType, payload);
        sequence++;
        timestamp += FRAME;
        return sent;
    }

    private Sent packet(int payloadType, byte[] payload) {
        return packet(payloadType, sequence, timestamp, ssrc, payload, now);
    }

    private static Sent packet(int payloadType, int sequence, int timestamp, int ssrc, byte[] payload, long at) {
        ByteBuffer packet = ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) payloadType)
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(ssrc)
                .put(payload)
                .flip();
        return new Sent(packet, payload.length, at);
    }

    /** Of two sources, with any numbers, of any length. */
    static Sent anything(Random random, long at) {
        int[] types = {0, 8, 3, 13, 101, 97};
        byte[] payload = new byte[random.nextInt(500)];
        random.nextBytes(payload);
        return packet(
                types[random.nextInt(types.length)],
                random.nextInt(1 << 16),
                random.nextInt(),
                random.nextInt(2),
                payload,
                at);
    }

    /** Overwrites these packets. */
    static void silence(byte[] sound, int from, int to) {
        Arrays.fill(sound, from * FRAME, to * FRAME, MuLaw.SILENCE);
    }

    static byte[] withoutSilence(byte[] sound) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        for (byte code : sound) {
            if (code != MuLaw.SILENCE) {
                rest.write(code);
            }
        }
        return rest.toByteArray();
    }
}

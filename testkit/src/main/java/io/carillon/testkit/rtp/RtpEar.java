package io.carillon.testkit.rtp;

import io.carillon.testkit.Watch;
import io.carillon.testkit.sound.Likeness;
import io.carillon.testkit.sound.Tone;
import io.carillon.testkit.sound.ToneCheck;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hears the packets that arrive at a phone: keeps the last half minute, decodes it, and says which tone it is. What does
 * not arrive is silence. The receiving thread feeds it, the test's thread asks.
 */
public final class RtpEar {

    /** Half a minute at 50 packets/s; a test that listens does so while the sound is fresh. */
    private static final int MOST_PACKETS = 30 * RtpTalker.PACKETS_PER_SECOND;

    /** How much is listened to before a tone counts as heard; shorter pieces may be an echo of what was before. */
    private static final Duration ATTENTION = Duration.ofSeconds(1);

    /** A tone is heard when it fills this share of the time; two lost packets a second are forgiven. */
    private static final double MOSTLY = 0.9;

    private static final int PCM_RATE = 8000;
    private static final short[] NO_SOUND = {};

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Watch watch;
    private final Map<Integer, Codec> codecs = new ConcurrentHashMap<>();
    private final Deque<Heard> heard = new ArrayDeque<>();
    private final Set<Long> sources = new LinkedHashSet<>();
    private final Set<InetSocketAddress> senders = new LinkedHashSet<>();
    private long packets;
    private long strange;
    /** Samples that were heard longer ago than is kept. */
    private long forgotten;

    /** A packet with the time it arrived, by {@link System#nanoTime()}. */
    public record Heard(long at, InetSocketAddress from, RtpPacket packet) {}

    RtpEar(Watch watch) {
        this.watch = watch;
    }

    /** Payload numbers it understands from now on. */
    void learn(Collection<Codec> known) {
        known.forEach(codec -> codecs.put(codec.payloadType(), codec));
    }

    void received(InetSocketAddress from, RtpPacket packet) {
        synchronized (heard) {
            if (heard.size() == MOST_PACKETS) {
                forgotten += decoded(heard.removeFirst().packet()).length;
            }
            heard.addLast(new Heard(System.nanoTime(), from, packet));
            packets++;
            sources.add(packet.ssrc());
            senders.add(from);
            if (!codecs.containsKey(packet.payloadType())) {
                strange++;
            }
        }
        watch.changed();
    }

    /** The keys whose end was heard (RFC 4733), in order, each once. */
    public String digits() {
        Set<Long> told = new LinkedHashSet<>();
        StringBuilder digits = new StringBuilder();
        for (Heard one : recent()) {
            RtpPacket packet = one.packet();
            boolean key = packet.payloadType() == RtpTalker.KEYS;
            if (key && (packet.payload()[1] & 0x80) != 0 && told.add(packet.ssrc() << 32 | packet.timestamp())) {
                digits.append("0123456789*#ABCD".charAt(packet.payload()[0]));
            }
        }
        return digits.toString();
    }

    /** Waits until exactly these keys were heard. */
    public void awaitDigits(String expected, Duration limit) {
        watch.await("the keys " + expected, limit, () -> digits().equals(expected), () -> "heard: " + digits());
    }

    /** Packets heard since the call began. */
    public long packets() {
        synchronized (heard) {
            return packets;
        }
    }

    /** Packets whose payload number was not agreed on. */
    public long strange() {
        synchronized (heard) {
            return strange;
        }
    }

    /** The synchronisation sources heard, in the order of their appearance. */
    public List<Long> sources() {
        synchronized (heard) {
            return List.copyOf(sources);
        }
    }

    /** Where packets came from, in the order of their appearance. */
    public List<InetSocketAddress> senders() {
        synchronized (heard) {
            return List.copyOf(senders);
        }
    }

    /** The last packets, oldest first, at most half a minute. */
    public List<Heard> recent() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    /** What was heard in the last {@code length} of time, decoded; what was not received is silence at the end. */
    public ToneCheck listen(Duration length) {
        short[] pcm = new short[(int) (length.toMillis() * PCM_RATE / 1000)];
        int position = 0;
        for (RtpPacket packet : during(length)) {
            Codec codec = codecs.get(packet.payloadType());
            if (codec != null && codec.law().isPresent()) {
                short[] decoded = codec.law().get().decode(packet.payload());
                int count = Math.min(decoded.length, pcm.length - position);
                System.arraycopy(decoded, 0, pcm, position, count);
                position += count;
            }
        }
        return ToneCheck.of(pcm, PCM_RATE);
    }

    /** What was heard in the last half minute, one packet after the other, decoded. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sound(Duration since, short[] pcm) {
        /** Both count from the first sound of the call. */
        Optional<Duration> find(short[] piece, Duration after) {
            Duration from = after.compareTo(since) < 0 ? Duration.ZERO : after.minus(since);
            return Likeness.find(pcm, piece, from).map(since::plus);
        }

        Duration end() {
            return since.plus(lengthOf(pcm.length));
        }
    }

    private Sound sound() {
        List<short[]> pieces = new ArrayList<>();
        int length = 0;
        long before;
        synchronized (heard) {
            before = forgotten;
            for (Heard one : heard) {
                short[] piece = decoded(one.packet());
                pieces.add(piece);
                length += piece.length;
            }
        }
        short[] pcm = new short[length];
        int position = 0;
        for (short[] piece : pieces) {
            System.arraycopy(piece, 0, pcm, position, piece.length);
            position += piece.length;
        }
        return new Sound(lengthOf(before), pcm);
    }

    private static Duration lengthOf(long samples) {
        return Duration.ofMillis(samples * 1000 / PCM_RATE);
    }

    private short[] decoded(RtpPacket packet) {
        Codec codec = codecs.get(packet.payloadType());
        return codec != null && codec.law().isPresent() ? codec.law().get().decode(packet.payload()) : NO_SOUND;
    }

    /** Waits until this piece of sound has been heard, after so much else; returns where in all that was heard it began. */
    public Duration awaitPiece(String name, short[] piece, Duration after, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        Sound searched = sound();
        Optional<Duration> found = searched.find(piece, after);
        while (found.isEmpty() && System.nanoTime() - end < 0) {
            // Correlation takes its time: twice a second is enough, and not while packets wait to be kept.
            long known = packets();
            var _ = watch.holdsWithin(LOOK_AGAIN, () -> packets() >= known + RtpTalker.PACKETS_PER_SECOND / 2);
            // Nor need all be searched again, but for a piece that had only begun.
            Duration from = searched.end().minus(lengthOf(piece.length));
            searched = sound();
            found = searched.find(piece, from.compareTo(after) < 0 ? after : from);
        }
        return found.orElseThrow(
                () -> new AssertionError("not heard in " + limit + " after " + after + ": " + name + "; " + this));
    }

    /** Waits until this tone, and little else, has been heard for a second. */
    public void awaitTone(Tone tone, Duration limit) {
        watch.await("hearing " + tone, limit, () -> hears(tone), this::toString);
    }

    /** Waits for a packet of this synchronisation source. */
    public void awaitSource(long ssrc) {
        watch.await(
                "the source " + Long.toHexString(ssrc),
                Duration.ofSeconds(5),
                () -> sources().contains(ssrc),
                this::toString);
    }

    /** Waits until so many packets have been heard since the call began. */
    public void awaitPackets(long count) {
        watch.await(count + " packets", Duration.ofSeconds(5), () -> packets() >= count, this::toString);
    }

    /** Waits until packets came from this many addresses. */
    public void awaitSenders(int count) {
        watch.await(count + " senders", Duration.ofSeconds(5), () -> senders().size() >= count, this::toString);
    }

    /** Waits until nothing has been heard for a second. */
    public void awaitSilence(Duration limit) {
        watch.await("hearing silence", limit, () -> listen(ATTENTION).silence() >= MOSTLY, this::toString);
    }

    /** Whether the last second was this tone: as sound, or as the pattern of a codec that is passed through. */
    public boolean hears(Tone tone) {
        return listen(ATTENTION).shareOf(tone) >= MOSTLY || shareOfPattern(tone) >= MOSTLY;
    }

    private double shareOfPattern(Tone tone) {
        long matching = during(ATTENTION).stream()
                .filter(packet -> isPattern(packet, tone))
                .count();
        return matching / (double) (RtpTalker.PACKETS_PER_SECOND * ATTENTION.toSeconds());
    }

    private boolean isPattern(RtpPacket packet, Tone tone) {
        Codec codec = codecs.get(packet.payloadType());
        return codec != null && codec.law().isEmpty() && Arrays.equals(packet.payload(), codec.pattern(tone));
    }

    /** In the order they were sent, as far as they came from one source. */
    private List<RtpPacket> during(Duration length) {
        long since = System.nanoTime() - length.toNanos();
        List<RtpPacket> recent = new ArrayList<>();
        synchronized (heard) {
            for (Heard one : heard) {
                if (one.at() - since >= 0) {
                    recent.add(one.packet());
                }
            }
        }
        if (recent.isEmpty()
                || recent.stream().mapToLong(RtpPacket::ssrc).distinct().count() > 1) {
            return recent;
        }
        int first = recent.getFirst().sequence();
        recent.sort(Comparator.comparingInt(packet -> (short) (packet.sequence() - first)));
        return recent;
    }

    @Override
    public String toString() {
        synchronized (heard) {
            return String.format(
                    Locale.ROOT,
                    "heard %d packets from %s, %d of them of no agreed payload; the last two seconds: %s",
                    packets,
                    senders,
                    strange,
                    listen(Duration.ofSeconds(2)));
        }
    }
}

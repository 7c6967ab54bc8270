package io.carillon.bench.menu;

import io.carillon.bench.phone.Sdp;
import io.carillon.protocol.datagram.DatagramHandler;
import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One call's sound at the phone: what it hears is measured, and it speaks, as phones do, 50 packets a second, or presses key 1
 * instead (RFC 4733). Owner: the listeners' loop.
 */
final class Listener {

    private static final int HEADER = 12;
    private static final int SAMPLES = 160;

    /** µ-law for nothing. */
    private static final byte QUIET = (byte) 0xff;

    /** 500 packets: 10 s. */
    private static final int BETWEEN_KEYS = 500;

    /** A key is down for 120 ms; its end is said three times (§2.5.1.4). */
    private static final int KEY_PACKETS = 6;

    private static final int END_PACKETS = 3;
    private static final byte KEY = 1;
    private static final byte END_AND_VOLUME = (byte) 0x8a;
    private static final byte VOLUME = 0x0a;

    private final HeardStream stream = new HeardStream();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(HEADER + SAMPLES);
    private final DatagramPort port;
    private final int number;
    private Optional<InetSocketAddress> relay = Optional.empty();
    private long sent;
    private int ofKey;
    private long heardPackets;

    Listener(DatagramLoop loop, int number, Listeners all) throws IOException {
        this.number = number;
        DatagramHandler hearing = (_, datagram, _) -> {
            if (stream.packet(datagram, System.nanoTime(), all.heard())) {
                heardPackets++;
            }
        };
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        port = loop.open(any, hearing, DatagramOptions.MEDIA);
        // Keys are spread over the 10 s.
        sent = number * 7919L % BETWEEN_KEYS;
    }

    String offer() {
        return Sdp.withKeys(port.localAddress());
    }

    /** The call is answered. */
    void speakTo(InetSocketAddress address) {
        relay = Optional.of(address);
    }

    /** Counts from here. */
    void forget() {
        heardPackets = 0;
        stream.forgetKey();
    }

    /** Whether it has heard something since. */
    boolean hears() {
        return heardPackets > 0;
    }

    /** Sends the next 20 ms. */
    void speak(boolean pressesKeys) {
        relay.ifPresent(to -> {
            sent++;
            if (ofKey == 0 && pressesKeys && sent % BETWEEN_KEYS == 0) {
                ofKey = 1;
            }
            if (ofKey > 0) {
                key(pressesKeys);
            } else {
                header((byte) 0, sent);
                while (packet.hasRemaining()) {
                    packet.put(QUIET);
                }
            }
            port.send(packet.flip(), to);
        });
    }

    /** All packets of a key have the timestamp of its beginning (§2.4.1). */
    private void key(boolean measured) {
        boolean ended = ofKey > KEY_PACKETS;
        if (measured && ofKey == KEY_PACKETS + 1) {
            stream.keyUp(System.nanoTime());
        }
        header((byte) (ofKey == 1 ? Sdp.KEYS | 0x80 : Sdp.KEYS), sent - ofKey + 1);
        packet.put(KEY).put(ended ? END_AND_VOLUME : VOLUME).putShort((short) (Math.min(ofKey, KEY_PACKETS) * SAMPLES));
        ofKey = ofKey == KEY_PACKETS + END_PACKETS ? 0 : ofKey + 1;
    }

    private void header(byte markerAndPayloadType, long frame) {
        packet.clear();
        packet.put((byte) 0x80).put(markerAndPayloadType).putShort((short) sent);
        packet.putInt((int) (frame * SAMPLES)).putInt(number + 1);
    }
}

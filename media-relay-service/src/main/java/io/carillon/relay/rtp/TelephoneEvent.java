package io.carillon.relay.rtp;

import java.nio.ByteBuffer;

/** The payload of a telephone event (RFC 4733 §2.3), and which key an event stands for (§3.2). */
public final class TelephoneEvent {
    /** Octets of one event. */
    public static final int LENGTH = 4;

    /** In units of the timestamp; a key is longer than this only where an event is told in segments (§2.5.1.3). */
    public static final int MAX_DURATION = 0xffff;

    private static final String KEYS = "0123456789*#ABCD";
    private static final int END = 0x80;

    /** What phones send: -10 dBm0 (§2.3.3). */
    private static final int VOLUME = 10;

    private TelephoneEvent() {}

    /** The event of a key, or -1. */
    public static int codeOf(char digit) {
        return KEYS.indexOf(Character.toUpperCase(digit));
    }

    /** Whether the event is that of a key. */
    public static boolean isKey(int code) {
        return code < KEYS.length();
    }

    /** The key of an event. */
    public static char digitOf(int code) {
        return KEYS.charAt(code);
    }

    static int code(ByteBuffer packet, int at) {
        return packet.get(at) & 0xff;
    }

    static boolean isEnd(ByteBuffer packet, int at) {
        return (packet.get(at + 1) & END) != 0;
    }

    static int duration(ByteBuffer packet, int at) {
        return packet.getShort(at + 2) & 0xffff;
    }

    /** Appends one event. */
    public static void put(ByteBuffer packet, int code, boolean end, int duration) {
        packet.put((byte) code).put((byte) (end ? END | VOLUME : VOLUME)).putShort((short) duration);
    }
}

package io.carillon.protocol.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * A media control frame that travels alone, over UDP: the key of the connection it belongs to ({@link MediaFrame.Datagrams}), then
 * the frame as JSON text in UTF-8.
 */
public final class ControlDatagram {

    /** Characters of a key: 128 random bits. */
    public static final int KEY_LENGTH = 22;

    /** Bytes. What is longer might be fragmented on its way, and goes over the connection. */
    public static final int MAX_LENGTH = 1_400;

    private final byte[] bytes;

    private ControlDatagram(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A key that nobody can guess. */
    public static String newKey(SecureRandom random) {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** The bytes to send; empty if they are too many for a datagram. */
    public static Optional<ByteBuffer> write(String key, MediaFrame frame) {
        byte[] json = MediaJson.bytes(frame);
        int length = KEY_LENGTH + json.length;
        return length > MAX_LENGTH
                ? Optional.empty()
                : Optional.of(ByteBuffer.allocate(length)
                        .put(key.getBytes(StandardCharsets.ISO_8859_1))
                        .put(json)
                        .flip());
    }

    /** Takes what came in, read no further than its key; empty if it is too short for one. The buffer is left as it was. */
    public static Optional<ControlDatagram> read(ByteBuffer payload) {
        if (payload.remaining() < KEY_LENGTH) {
            return Optional.empty();
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.get(payload.position(), bytes);
        return Optional.of(new ControlDatagram(bytes));
    }

    public String key() {
        return new String(bytes, 0, KEY_LENGTH, StandardCharsets.ISO_8859_1);
    }

    /** Reads the rest. */
    public MediaJson.Decoded frame() {
        return MediaJson.decode(bytes, KEY_LENGTH);
    }
}

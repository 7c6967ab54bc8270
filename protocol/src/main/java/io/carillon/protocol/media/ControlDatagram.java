package io.carillon.protocol.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * A media control frame that travels alone, over UDP: the key of the connection it belongs to, then the frame's JSON text.
 *
 * @param key see {@link MediaFrame.Datagrams}
 * @param frame JSON text, not read yet
 */
public record ControlDatagram(String key, String frame) {

    /** Characters of a key: 128 random bits. */
    public static final int KEY_LENGTH = 22;

    /** Bytes. What is longer might be fragmented on its way, and goes over the connection. */
    public static final int MAX_LENGTH = 1_400;

    /** A key that nobody can guess. */
    public static String newKey(SecureRandom random) {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** The bytes to send; empty if they are too many for a datagram. */
    public Optional<ByteBuffer> encode() {
        if (frame.length() > MAX_LENGTH - KEY_LENGTH) {
            return Optional.empty();
        }
        byte[] bytes = (key + frame).getBytes(StandardCharsets.UTF_8);
        return bytes.length > MAX_LENGTH ? Optional.empty() : Optional.of(ByteBuffer.wrap(bytes));
    }

    /** Reads what came in; empty if it is too short for a key. The buffer is left as it was. */
    public static Optional<ControlDatagram> decode(ByteBuffer payload) {
        if (payload.remaining() < KEY_LENGTH) {
            return Optional.empty();
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.get(payload.position(), bytes);
        return Optional.of(new ControlDatagram(
                new String(bytes, 0, KEY_LENGTH, StandardCharsets.ISO_8859_1),
                new String(bytes, KEY_LENGTH, bytes.length - KEY_LENGTH, StandardCharsets.UTF_8)));
    }
}

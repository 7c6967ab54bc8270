package io.carillon.protocol.media.ng;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A datagram of the NG protocol: a cookie, a blank, a dictionary. A request that is sent again has the same cookie, and so
 * has its answer.
 */
public final class NgMessage {

    /** Bytes of a cookie; proxies write some twenty. */
    public static final int MAX_COOKIE = 128;

    /** What became of a datagram. */
    public sealed interface Received {

        record Asked(String cookie, NgRequest request) implements Received {}

        /** It can be answered with an error. */
        record Wrong(String cookie, String cause) implements Received {}

        /** Not even a cookie: it cannot be answered. */
        record Noise(String cause) implements Received {}
    }

    private NgMessage() {}

    /** @param datagram read from position to limit and left as it was */
    public static Received decode(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        int blank = 0;
        while (blank < bytes.length && blank <= MAX_COOKIE && bytes[blank] != ' ') {
            if (bytes[blank] < '!' || bytes[blank] > '~') {
                return new Received.Noise("a cookie has printable characters only");
            }
            blank++;
        }
        if (blank == 0 || blank > MAX_COOKIE || blank == bytes.length) {
            return new Received.Noise("no cookie of 1 to " + MAX_COOKIE + " characters with a blank behind it");
        }
        String cookie = new String(bytes, 0, blank, StandardCharsets.ISO_8859_1);
        byte[] rest = new byte[bytes.length - blank - 1];
        System.arraycopy(bytes, blank + 1, rest, 0, rest.length);
        return switch (Bencode.decode(rest)) {
            case Bencode.Decoded.Malformed malformed -> new Received.Wrong(cookie, malformed.toString());
            case Bencode.Decoded.Value(Bencode.Dictionary dictionary) -> RequestReader.read(cookie, dictionary);
            case Bencode.Decoded.Value _ -> new Received.Wrong(cookie, "a request is a dictionary");
        };
    }

    public static byte[] encode(String cookie, NgReply reply) {
        byte[] head = (cookie + " ").getBytes(StandardCharsets.ISO_8859_1);
        byte[] body = ReplyWriter.write(reply).encode();
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }
}

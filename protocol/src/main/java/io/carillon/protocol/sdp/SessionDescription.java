package io.carillon.protocol.sdp;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A session description (RFC 8866). What is not understood here is kept and written again; lines come out in the order
 * of §5 whatever order they came in.
 *
 * @param connection the session's {@code c=} line, for every stream without its own
 * @param others lines of no interest here ({@code i u e p b t r z k} and unknown ones), in their order
 */
public record SessionDescription(
        Origin origin,
        String name,
        Optional<Connection> connection,
        List<Line> others,
        List<Attribute> attributes,
        List<MediaDescription> media) {

    /** Lines that §5 puts before {@code c=}. */
    private static final String BEFORE_CONNECTION = "iuep";

    public SessionDescription {
        others = List.copyOf(others);
        attributes = List.copyOf(attributes);
        media = List.copyOf(media);
    }

    /** What became of a text. */
    public sealed interface Parsed {

        record Description(SessionDescription sdp) implements Parsed {}

        /**
         * @param line the number of the first line that cannot be understood, from 1
         * @param cause a sentence for people, without the line's number
         */
        record Malformed(int line, String cause) implements Parsed {
            @Override
            public String toString() {
                return "SDP line " + line + ": " + cause;
            }
        }
    }

    public static Parsed parse(String text) {
        return new SdpParser(text).parse();
    }

    /** Where a stream's media goes: its own {@code c=} line, else the session's. */
    public Optional<Connection> connectionOf(MediaDescription stream) {
        return stream.connection().or(() -> connection);
    }

    /** A stream's direction: its own attribute, else the session's, else {@code sendrecv}. */
    public Direction directionOf(MediaDescription stream) {
        return direction(stream.attributes()).or(() -> direction(attributes)).orElse(Direction.SENDRECV);
    }

    /**
     * This description as the successor of one sent before in the same dialog: the same origin, and a version that is one
     * higher if anything else differs (RFC 3264 §8).
     */
    public SessionDescription following(SessionDescription previous) {
        Origin was = previous.origin;
        SessionDescription same =
                withOrigin(new Origin(was.username(), was.sessionId(), was.version(), origin.address()));
        if (same.equals(previous)) {
            return previous;
        }
        String next = new BigInteger(was.version()).add(BigInteger.ONE).toString();
        return withOrigin(new Origin(was.username(), was.sessionId(), next, origin.address()));
    }

    private SessionDescription withOrigin(Origin changed) {
        return new SessionDescription(changed, name, connection, others, attributes, media);
    }

    private static Optional<Direction> direction(List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            Optional<Direction> direction = Direction.byAttribute(attribute.name());
            if (direction.isPresent()) {
                return direction;
            }
        }
        return Optional.empty();
    }

    /** The text, with CRLF after every line. */
    @Override
    public String toString() {
        StringBuilder sdp = new StringBuilder(512);
        sdp.append("v=0\r\no=").append(origin).append("\r\ns=").append(name).append("\r\n");
        appendSection(sdp, others, connection, attributes);
        media.forEach(stream -> stream.appendTo(sdp));
        return sdp.toString();
    }

    static void appendSection(
            StringBuilder sdp, List<Line> others, Optional<Connection> connection, List<Attribute> attributes) {
        others.forEach(line -> append(sdp, line, true));
        connection.ifPresent(c -> sdp.append("c=").append(c).append("\r\n"));
        others.forEach(line -> append(sdp, line, false));
        attributes.forEach(attribute -> sdp.append("a=").append(attribute).append("\r\n"));
    }

    private static void append(StringBuilder sdp, Line line, boolean beforeConnection) {
        if (BEFORE_CONNECTION.indexOf(line.type()) >= 0 == beforeConnection) {
            sdp.append(line).append("\r\n");
        }
    }
}

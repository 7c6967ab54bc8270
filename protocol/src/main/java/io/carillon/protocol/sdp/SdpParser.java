package io.carillon.protocol.sdp;

import io.carillon.protocol.sdp.SessionDescription.Parsed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads RFC 8866 line by line: strict about what a session is built on, lenient about what phones leave out ({@code s=},
 * {@code t=}) or put in another order.
 */
final class SdpParser {

    /** What fits into the largest datagram. */
    static final int MAX_LENGTH = 65_535;

    /** A browser's offer of a dozen streams has some 400. */
    static final int MAX_LINES = 2_000;

    /** More than any phone has; each one costs work in every answer. */
    static final int MAX_MEDIA = 64;

    private static final int MAX_PORT = 65_535;
    private static final int MAX_CLOCK_RATE = 1_000_000;
    private static final int MAX_CHANNELS = 255;

    private final String text;
    private int lineNumber;
    private @Nullable Origin origin;
    private String name = "-";
    private Section section = new Section();
    private final Section session = section;
    private final List<MediaDescription> media = new ArrayList<>();
    private @Nullable MediaLine mediaLine;

    SdpParser(String text) {
        this.text = text;
    }

    Parsed parse() {
        try {
            return new Parsed.Description(description());
        } catch (BadLine e) {
            return new Parsed.Malformed(e.line, e.cause);
        }
    }

    private SessionDescription description() throws BadLine {
        if (text.length() > MAX_LENGTH) {
            throw bad("longer than " + MAX_LENGTH + " characters");
        }
        List<String> lines = text.lines().limit(MAX_LINES + 1L).toList();
        for (String line : lines) {
            lineNumber++;
            if (lineNumber > MAX_LINES) {
                throw bad("more than " + MAX_LINES + " lines");
            }
            if (!line.isEmpty()) {
                line(line);
            }
        }
        endSection();
        if (origin == null) {
            throw bad(lines.isEmpty() ? "the description is empty" : "there is no o= line");
        }
        return new SessionDescription(origin, name, session.connection, session.others, session.attributes, media);
    }

    private void line(String line) throws BadLine {
        if (line.length() < 2 || line.charAt(1) != '=') {
            throw bad("expected a letter and '='");
        }
        char type = line.charAt(0);
        String value = line.substring(2);
        if (lineNumber == 1 && type != 'v') {
            throw bad("expected v=0");
        }
        switch (type) {
            case 'v' -> version(value);
            case 'o' -> origin(value);
            case 's' -> name = value;
            case 'c' -> section.connection = Optional.of(connection(fields(value, 3, "c=")));
            case 'a' -> section.attributes.add(attribute(value));
            case 'm' -> media(value);
            default -> section.others.add(new Line(type, value));
        }
    }

    private void version(String value) throws BadLine {
        if (lineNumber != 1 || !value.strip().equals("0")) {
            throw bad("expected v=0 once, first");
        }
    }

    private void origin(String value) throws BadLine {
        if (origin != null) {
            throw bad("a second o= line");
        }
        String[] fields = fields(value, 6, "o=");
        if (!isNumeric(fields[1]) || !isNumeric(fields[2])) {
            throw bad("the session id and version of o= have to be numbers");
        }
        origin = new Origin(fields[0], fields[1], fields[2], connection(Arrays.copyOfRange(fields, 3, fields.length)));
    }

    private Connection connection(String[] fields) throws BadLine {
        if (!fields[0].equals("IN") || !(fields[1].equals("IP4") || fields[1].equals("IP6"))) {
            throw bad("expected an address IN IP4 or IN IP6");
        }
        return new Connection(fields[1], fields[2]);
    }

    private Attribute attribute(String value) throws BadLine {
        Attribute attribute = Attribute.parse(value);
        if (attribute.name().equals("rtpmap")) {
            String[] fields = fields(attribute.value().orElse(""), 2, "a=rtpmap:");
            if (number(fields[0], Format.MAX_PAYLOAD_TYPE).isEmpty()) {
                throw bad("the payload number of a=rtpmap has to be 0 to " + Format.MAX_PAYLOAD_TYPE);
            }
            if (encoding(fields[1]).isEmpty()) {
                throw bad("expected name/clock rate after the payload number of a=rtpmap");
            }
        }
        return attribute;
    }

    private void media(String value) throws BadLine {
        endSection();
        if (media.size() == MAX_MEDIA) {
            throw bad("more than " + MAX_MEDIA + " m= lines");
        }
        String[] fields = fields(value);
        if (fields.length < 4) {
            throw bad("m= needs a type, a port, a protocol and a format");
        }
        String[] port = fields[1].split("/", 2);
        int number = number(port[0], MAX_PORT).orElseThrow(() -> bad("the port of m= has to be 0 to " + MAX_PORT));
        int count = port.length == 1
                ? 1
                : number(port[1], MAX_PORT).orElseThrow(() -> bad("the number of ports of m= is no number"));
        mediaLine = new MediaLine(
                lineNumber, fields[0], number, count, fields[2], List.of(Arrays.copyOfRange(fields, 3, fields.length)));
        section = new Section();
    }

    private void endSection() throws BadLine {
        if (mediaLine != null) {
            if (mediaLine.port != 0 && section.connection.isEmpty() && session.connection.isEmpty()) {
                throw new BadLine(mediaLine.number, "no c= line says where this stream goes");
            }
            media.add(new MediaDescription(
                    mediaLine.type,
                    mediaLine.port,
                    mediaLine.portCount,
                    mediaLine.protocol,
                    mediaLine.formats,
                    section.connection,
                    section.others,
                    section.attributes));
            mediaLine = null;
        }
    }

    /** What is between blanks, or whatever else {@link String#strip} takes for such. */
    static String[] fields(String value) {
        List<String> fields = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || Character.isWhitespace(value.charAt(i))) {
                if (begin < i) {
                    fields.add(value.substring(begin, i));
                }
                begin = i + 1;
            }
        }
        return fields.toArray(String[]::new);
    }

    private String[] fields(String value, int least, String what) throws BadLine {
        String[] fields = fields(value);
        if (fields.length < least) {
            throw bad(what + " needs " + least + " fields");
        }
        return fields;
    }

    private BadLine bad(String cause) {
        return new BadLine(lineNumber, cause);
    }

    /** A decimal number without sign, at most this; empty otherwise. */
    static Optional<Integer> number(String digits, int most) {
        if (digits.isEmpty() || digits.length() > 9 || !isNumeric(digits)) {
            return Optional.empty();
        }
        int number = Integer.parseInt(digits);
        return number <= most ? Optional.of(number) : Optional.empty();
    }

    /** {@code name/clockRate[/channels]}. */
    static Optional<Encoding> encoding(String value) {
        String[] parts = value.strip().split("/", 4);
        if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> clockRate = number(parts[1], MAX_CLOCK_RATE).filter(rate -> rate > 0);
        Optional<Integer> channels = parts.length == 2
                ? Optional.of(1)
                : number(parts[2], MAX_CHANNELS).filter(count -> count > 0);
        return clockRate.flatMap(rate -> channels.map(count -> new Encoding(parts[0], rate, count)));
    }

    private static boolean isNumeric(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private record MediaLine(int number, String type, int port, int portCount, String protocol, List<String> formats) {}

    private static final class Section {
        private Optional<Connection> connection = Optional.empty();
        private final List<Line> others = new ArrayList<>();
        private final List<Attribute> attributes = new ArrayList<>();
    }

    private static final class BadLine extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;
        private final String cause;

        BadLine(int line, String cause) {
            super(cause, null, false, false);
            this.line = line;
            this.cause = cause;
        }
    }
}

package io.carillon.protocol.sip.transport;

import io.carillon.protocol.sip.MessageLimits;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream into messages by their Content-Length (RFC 3261 §18.3), and finds the keep-alives between them (RFC 5626
 * §3.5.1). What it holds is bounded by {@link MessageLimits}: one message that is not whole yet. Does no I/O; one thread
 * at a time.
 */
public final class SipStream {
    private static final byte[] NOTHING = new byte[0];
    private static final int FIRST_ROOM = 2_048;
    private static final int UNKNOWN = -1;

    private byte[] buffer = NOTHING;
    private int start;
    private int end;

    /** Of the message that begins at {@code start}: how far its lines were read, relative to {@code start}. */
    private int line;

    private int scanned;
    private int contentLength = UNKNOWN;
    private boolean lengthMayGoOn;
    private int headLength;
    private int lineEnds;
    private boolean broken;

    /** What comes next on the stream. */
    public sealed interface Piece {
        /** A message, whole, and what reading it gave. */
        record Message(Parsed parsed) implements Piece {}

        /** CRLF CRLF between messages, to be answered with one CRLF. */
        record Ping() implements Piece {}

        /** Where the next message begins cannot be known any more: the connection is of no more use. */
        record Broken(Parsed.Malformed fault) implements Piece {}
    }

    /** Takes what was read; nothing after the stream was found broken. */
    public void add(byte[] read) {
        if (broken) {
            return;
        }
        if (buffer.length - end < read.length) {
            int held = end - start;
            int room = Math.max(FIRST_ROOM, buffer.length);
            while (room < held + read.length) {
                room *= 2;
            }
            byte[] target = room == buffer.length ? buffer : new byte[room];
            System.arraycopy(buffer, start, target, 0, held);
            buffer = target;
            start = 0;
            end = held;
        }
        System.arraycopy(read, 0, buffer, end, read.length);
        end += read.length;
    }

    /** Bytes of memory it takes now. */
    int room() {
        return buffer.length;
    }

    /** Whether a message has begun and is not whole. */
    public boolean midMessage() {
        return !broken && start < end;
    }

    /** The next piece, empty until more is read. */
    public Optional<Piece> next() {
        if (broken) {
            return Optional.empty();
        }
        if (headLength == 0) {
            if (scanned == 0 && pinged()) {
                return Optional.of(new Piece.Ping());
            }
            Optional<Piece> fault = readHead();
            if (fault.isPresent() || headLength == 0) {
                return fault;
            }
        }
        int whole = headLength + contentLength;
        if (end - start < whole) {
            return Optional.empty();
        }
        byte[] message = Arrays.copyOfRange(buffer, start, start + whole);
        skip(whole);
        return Optional.of(new Piece.Message(MessageParser.parse(message)));
    }

    /** RFC 3261 §7.5: line ends before a start line are skipped; two of them are a ping. */
    private boolean pinged() {
        while (start < end && (buffer[start] == '\n' || isCrLf())) {
            skip(buffer[start] == '\n' ? 1 : 2);
            lineEnds++;
            if (lineEnds == 2) {
                lineEnds = 0;
                return true;
            }
        }
        return false;
    }

    private boolean isCrLf() {
        return buffer[start] == '\r' && start + 1 < end && buffer[start + 1] == '\n';
    }

    /** Reads on to the empty line that ends the headers; a fault, or nothing. */
    private Optional<Piece> readHead() {
        if (start < end && buffer[start] <= ' ') {
            // A CR alone may be the first half of a line end.
            return buffer[start] == '\r' && end - start == 1 ? Optional.empty() : broken(400, "no start line");
        }
        while (start + scanned < end) {
            if (buffer[start + scanned] == '\n') {
                Optional<Piece> fault = readLine();
                if (fault.isPresent() || headLength > 0) {
                    return fault;
                }
            }
            scanned++;
            if (scanned - line > MessageLimits.MAX_LINE_BYTES) {
                return broken(400, "line too long");
            }
            if (scanned > MessageLimits.MAX_HEAD_BYTES) {
                return broken(513, "too many headers");
            }
        }
        return Optional.empty();
    }

    /** The line that ends at {@code scanned}. */
    private Optional<Piece> readLine() {
        int from = start + line;
        int to = start + scanned;
        if (to > from && buffer[to - 1] == '\r') {
            to--;
        }
        boolean first = line == 0;
        line = scanned + 1;
        if (first) {
            lineEnds = 0;
            return text(from, to).contains("SIP/") ? Optional.empty() : broken(400, "not SIP");
        }
        return to == from ? endHead() : readHeader(from, to);
    }

    private Optional<Piece> endHead() {
        if (contentLength == UNKNOWN) {
            return broken(400, lengthMayGoOn ? "bad Content-Length" : "Content-Length missing");
        }
        if (line + (long) contentLength > MessageLimits.MAX_MESSAGE_BYTES) {
            return broken(513, "message too large");
        }
        headLength = line;
        return Optional.empty();
    }

    private Optional<Piece> readHeader(int from, int to) {
        if (buffer[from] == ' ' || buffer[from] == '\t') {
            // A folded Content-Length (§7.3.1): its number may be on this line.
            return lengthMayGoOn ? readLength(text(from, to).strip()) : Optional.empty();
        }
        if (lengthMayGoOn) {
            return broken(400, "bad Content-Length");
        }
        int colon = from;
        while (colon < to && buffer[colon] != ':') {
            colon++;
        }
        if (!isContentLength(text(from, colon).stripTrailing())) {
            return Optional.empty();
        }
        if (contentLength != UNKNOWN) {
            return broken(400, "double Content-Length");
        }
        return readLength(colon == to ? "" : text(colon + 1, to).strip());
    }

    private static boolean isContentLength(String name) {
        return name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("l");
    }

    private Optional<Piece> readLength(String digits) {
        lengthMayGoOn = digits.isEmpty();
        if (lengthMayGoOn) {
            return Optional.empty();
        }
        int length = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '9') {
                return broken(400, "bad Content-Length");
            }
            // Beyond the limit it does not matter by how much.
            length = Math.min(MessageLimits.MAX_MESSAGE_BYTES + 1, length * 10 + (digit - '0'));
        }
        contentLength = length;
        return Optional.empty();
    }

    private String text(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /**
     * @param status what the sender is told, if it was a request
     * @param cause a few words of ours
     */
    private Optional<Piece> broken(int status, String cause) {
        broken = true;
        byte[] head = Arrays.copyOfRange(buffer, start, Math.min(end, start + Math.max(line, scanned)));
        buffer = NOTHING;
        return Optional.of(new Piece.Broken(MessageParser.refused(head, status, cause)));
    }

    private void skip(int bytes) {
        start += bytes;
        line = 0;
        scanned = 0;
        headLength = 0;
        contentLength = UNKNOWN;
        lengthMayGoOn = false;
        if (start == end) {
            // Most connections are silent most of the time, and there are many.
            buffer = NOTHING;
            start = 0;
            end = 0;
        }
    }
}

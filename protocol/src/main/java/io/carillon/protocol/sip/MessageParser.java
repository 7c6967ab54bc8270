package io.carillon.protocol.sip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one datagram as one message (RFC 3261 §7, §18.3). Never throws on what came from the wire. Framing (lines,
 * folding, names, lengths) is done here on the bytes; what the values mean is read by JAIN-SIP's parsers. Stateless.
 */
public final class MessageParser {
    /** More than a few stray bytes are no keep-alive but a broken message. */
    private static final int MAX_KEEP_ALIVE_BYTES = 4;

    private static final String VERSION = "SIP/2.0";

    /** No header that we know has a longer name. */
    private static final int LONGEST_NAME = 32;

    private final byte[] bytes;
    private final int end;
    private int position;
    private final List<HeaderField> fields = new ArrayList<>(20);
    private int contentLength = -1;
    private @Nullable Fault fault;

    /** The first fault found; reading goes on after it, for the sake of the answer. */
    private record Fault(int status, String cause) {}

    private MessageParser(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    /** Reads the remaining bytes; the buffer's position moves to its limit. */
    public static Parsed parse(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(bytes);
        return parse(bytes);
    }

    public static Parsed parse(byte[] datagram) {
        int from = 0;
        // RFC 3261 §7.5: line ends before the start line are ignored.
        while (from < datagram.length && (datagram[from] == '\r' || datagram[from] == '\n')) {
            from++;
        }
        int rest = datagram.length - from;
        if (rest == 0 || datagram.length <= MAX_KEEP_ALIVE_BYTES || onlyZeros(datagram, from)) {
            return new Parsed.KeepAlive();
        }
        if (datagram.length > MessageLimits.MAX_MESSAGE_BYTES) {
            return malformed("message too large");
        }
        return new MessageParser(datagram, from, datagram.length).read();
    }

    /**
     * Reads what there is of a request that a stream's framing has found unusable, for the sake of its answer (RFC 3261
     * §18.3).
     *
     * @param head its start line and headers, as far as they came
     * @param status of the answer, if one can be given
     * @param cause a few words of ours
     */
    public static Parsed.Malformed refused(byte[] head, int status, String cause) {
        MessageParser parser = new MessageParser(head, 0, head.length);
        parser.fail(status, cause);
        Optional<SipResponse> answer =
                parser.read() instanceof Parsed.Malformed(var _, var told) ? told : Optional.empty();
        return new Parsed.Malformed(cause, answer);
    }

    private static boolean onlyZeros(byte[] datagram, int from) {
        for (int i = from; i < datagram.length; i++) {
            if (datagram[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static Parsed malformed(String cause) {
        return new Parsed.Malformed(cause, Optional.empty());
    }

    private Parsed read() {
        String startLine = line();
        if (startLine == null) {
            return malformed("no start line");
        }
        boolean complete = readHeaders();
        byte[] body = complete ? body() : new byte[0];
        return startLine.startsWith(VERSION + " ") ? response(startLine, body) : request(startLine, body);
    }

    private void fail(int status, String cause) {
        if (fault == null) {
            fault = new Fault(status, cause);
        }
    }

    /** The next line without its end, decoded; null when no line end follows or it is too long. */
    private @Nullable String line() {
        int from = position;
        int limit = Math.min(end, from + MessageLimits.MAX_LINE_BYTES);
        for (int i = from; i < limit; i++) {
            byte b = bytes[i];
            if (b == '\n') {
                position = i + 1;
                int to = i > from && bytes[i - 1] == '\r' ? i - 1 : i;
                return new String(bytes, from, to - from, StandardCharsets.UTF_8);
            }
            // A lone CR or NUL reads as a line end in some parsers: forwarded, it would smuggle headers past us.
            if (b >= 0 && b < ' ' && b != '\t' && !(b == '\r' && i + 1 < end && bytes[i + 1] == '\n')) {
                fail(400, "control character");
            }
        }
        return null;
    }

    /** Names the header whose line is too long, if it is one that we know. */
    private String tooLong() {
        int nameEnd = position;
        while (nameEnd < end
                && bytes[nameEnd] > 0
                && Tokens.isTokenChar(bytes[nameEnd])
                && nameEnd - position < LONGEST_NAME) {
            nameEnd++;
        }
        String name = HeaderNames.canonical(new String(bytes, position, nameEnd - position, StandardCharsets.US_ASCII));
        return HeaderNames.isSingle(name) || HeaderNames.isAddressList(name) ? name + " too long" : "line too long";
    }

    /** Reads up to and including the empty line; false if there is none. */
    private boolean readHeaders() {
        int headStart = position;
        while (true) {
            String line = line();
            if (line == null) {
                fail(400, end - position > MessageLimits.MAX_LINE_BYTES ? tooLong() : "headers do not end");
                return false;
            }
            if (line.isEmpty()) {
                return true;
            }
            header(unfolded(line));
            if (position - headStart > MessageLimits.MAX_HEAD_BYTES || fields.size() > MessageLimits.MAX_HEADERS) {
                fail(513, "too many headers");
                return skipHeaders();
            }
        }
    }

    private boolean skipHeaders() {
        for (int i = position; i + 1 < end; i++) {
            if (bytes[i] == '\n' && (bytes[i + 1] == '\n' || bytes[i + 1] == '\r')) {
                position = Math.min(end, bytes[i + 1] == '\n' ? i + 2 : i + 3);
                return true;
            }
        }
        return false;
    }

    /** RFC 3261 §7.3.1: a line that begins with white space continues the one before. */
    private String unfolded(String first) {
        if (position >= end || (bytes[position] != ' ' && bytes[position] != '\t')) {
            return first;
        }
        StringBuilder whole = new StringBuilder(first);
        while (position < end && (bytes[position] == ' ' || bytes[position] == '\t')) {
            String next = line();
            if (next == null || whole.length() + next.length() > MessageLimits.MAX_LINE_BYTES) {
                fail(400, "header line too long");
                return whole.toString();
            }
            String more = next.strip();
            whole.append(more.isEmpty() ? "" : " ").append(more);
        }
        return whole.toString();
    }

    private void header(String line) {
        int colon = line.indexOf(':');
        String written = colon < 0 ? line : line.substring(0, colon).stripTrailing();
        if (colon <= 0 || !Tokens.isToken(written)) {
            fail(400, "header without a name");
            return;
        }
        String name = HeaderNames.canonical(written);
        String value = line.substring(colon + 1).strip();
        if (name.equals(HeaderNames.CONTENT_LENGTH)) {
            contentLength(value);
        } else if (HeaderNames.isAddressList(name)) {
            for (String element : Tokens.list(value)) {
                fields.add(new HeaderField(name, element));
            }
        } else {
            if (HeaderNames.isSingle(name) && has(name)) {
                fail(400, "double " + name);
                return;
            }
            fields.add(new HeaderField(name, value));
        }
    }

    private void contentLength(String value) {
        if (contentLength >= 0) {
            fail(400, "double Content-Length");
            return;
        }
        long length = Tokens.number(value, Integer.MAX_VALUE);
        if (length < 0) {
            fail(400, "bad Content-Length");
            return;
        }
        contentLength = (int) length;
    }

    private boolean has(String name) {
        for (HeaderField field : fields) {
            if (field.is(name)) {
                return true;
            }
        }
        return false;
    }

    /** RFC 3261 §18.3: over UDP bytes beyond Content-Length are dropped, and too few are an error. */
    private byte[] body() {
        int available = end - position;
        if (contentLength < 0) {
            return Arrays.copyOfRange(bytes, position, end);
        }
        if (contentLength > available) {
            fail(400, "Content-Length beyond the datagram");
            return new byte[0];
        }
        return Arrays.copyOfRange(bytes, position, position + contentLength);
    }

    private Parsed response(String startLine, byte[] body) {
        int statusAt = VERSION.length() + 1;
        int space = startLine.indexOf(' ', statusAt);
        String digits = startLine.substring(statusAt, space < 0 ? startLine.length() : space);
        long status = digits.length() == 3 ? Tokens.number(digits, 699) : -1;
        if (status < 100) {
            return malformed("bad status line");
        }
        HeaderField[] read = fields.toArray(HeaderField[]::new);
        MandatoryHeaders.fault(read, null).ifPresent(cause -> fail(400, cause));
        if (fault != null) {
            return malformed(fault.cause());
        }
        String reason = space < 0 ? "" : startLine.substring(space + 1);
        return new Parsed.Message(new SipResponse((int) status, reason, read, body));
    }

    private Parsed request(String line, byte[] body) {
        String startLine = line.stripTrailing();
        int space = startLine.indexOf(' ');
        int lastSpace = startLine.lastIndexOf(' ');
        if (space <= 0 || lastSpace == space || !Tokens.isToken(startLine.substring(0, space))) {
            return malformed("bad request line");
        }
        String version = startLine.substring(lastSpace + 1);
        if (!version.toUpperCase(Locale.ROOT).startsWith("SIP/")) {
            return malformed("not SIP");
        }
        if (!version.equalsIgnoreCase(VERSION)) {
            fail(505, "version not supported");
        }
        Method method = Method.of(startLine.substring(0, space));
        String uriText = startLine.substring(space + 1, lastSpace).strip();
        SipUri uri = requestUri(uriText);
        HeaderField[] read = fields.toArray(HeaderField[]::new);
        MandatoryHeaders.fault(read, method).ifPresent(cause -> fail(400, cause));
        if (fault != null || uri == null) {
            return refused(method, read);
        }
        return new Parsed.Message(new SipRequest(method, uri, uriText, read, body));
    }

    private @Nullable SipUri requestUri(String text) {
        try {
            return Grammar.uri(text);
        } catch (BadSyntax e) {
            boolean otherScheme = Tokens.startsWithScheme(text) && !text.regionMatches(true, 0, "sip", 0, 3);
            fail(otherScheme ? 416 : 400, otherScheme ? "unsupported URI scheme" : "bad Request-URI");
            return null;
        }
    }

    private Parsed refused(Method method, HeaderField[] read) {
        Fault found = fault == null ? new Fault(400, "bad request") : fault;
        return new Parsed.Malformed(found.cause(), Refusal.of(method, read, found.status(), found.cause()));
    }
}

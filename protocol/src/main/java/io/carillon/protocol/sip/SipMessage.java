package io.carillon.protocol.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A SIP message (RFC 3261 §7), immutable. Headers are kept as text in their order and read when asked for; an edit makes
 * a shallow copy. Messages that {@link MessageParser} lets through have proved that every header with an accessor of its
 * own can be read, so accessors fail on messages of our own making only ({@link IllegalStateException}, a bug).
 * {@code byte[]} results are shared, not copied: never write to them.
 */
public abstract sealed class SipMessage permits SipRequest, SipResponse {
    private static final byte[] NO_BODY = new byte[0];

    /** Of a message as we make them. */
    private static final int START_LINE_AND_CONTENT_LENGTH = 90;

    private final HeaderField[] fields;
    private final byte[] body;
    private byte @Nullable [] encoded;

    SipMessage(HeaderField[] fields, byte[] body) {
        this.fields = fields;
        this.body = body.length == 0 ? NO_BODY : body;
    }

    final HeaderField[] fields() {
        return fields;
    }

    abstract void appendStartLine(StringBuilder text);

    public final String callId() {
        return required(HeaderNames.CALL_ID).value;
    }

    public final CSeq cseq() {
        return read(required(HeaderNames.CSEQ), HeaderField::cseq);
    }

    public final NameAddress from() {
        return read(required(HeaderNames.FROM), HeaderField::address);
    }

    public final NameAddress to() {
        return read(required(HeaderNames.TO), HeaderField::address);
    }

    public final List<Via> vias() {
        return each(HeaderNames.VIA, HeaderField::via);
    }

    public final Via topVia() {
        return read(required(HeaderNames.VIA), HeaderField::via);
    }

    /** The first value of a header, by full or compact name in any case. */
    public final Optional<String> header(String name) {
        HeaderField field = find(HeaderNames.canonical(name));
        if (field == null) {
            return Optional.empty();
        }
        return HeaderNames.isTokenList(field.name) ? headers(name).stream().findFirst() : Optional.of(field.value);
    }

    /** Every value of a header in order; lists on one line are split. */
    public final List<String> headers(String name) {
        String canonical = HeaderNames.canonical(name);
        boolean list = HeaderNames.isTokenList(canonical);
        List<String> values = new ArrayList<>(4);
        for (HeaderField field : fields) {
            if (field.is(canonical)) {
                if (list) {
                    values.addAll(Tokens.list(field.value));
                } else {
                    values.add(field.value);
                }
            }
        }
        return values;
    }

    /** Whether a list header such as Supported or Require names this option or token, in any case. */
    public final boolean lists(String headerName, String token) {
        for (String value : headers(headerName)) {
            if (value.equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }

    /** Contact values other than {@code *}. */
    public final List<NameAddress> contacts() {
        return each(HeaderNames.CONTACT, HeaderField::isAddress, HeaderField::address);
    }

    /** Whether the only Contact is {@code *} (§10.2.2). */
    public final boolean wildcardContact() {
        HeaderField contact = find(HeaderNames.CONTACT);
        return contact != null
                && !contact.isAddress()
                && headers(HeaderNames.CONTACT).size() == 1;
    }

    public final List<NameAddress> routes() {
        return each(HeaderNames.ROUTE, HeaderField::address);
    }

    public final List<NameAddress> recordRoutes() {
        return each(HeaderNames.RECORD_ROUTE, HeaderField::address);
    }

    /** RFC 3327. */
    public final List<NameAddress> paths() {
        return each(HeaderNames.PATH, HeaderField::address);
    }

    public final OptionalInt maxForwards() {
        HeaderField field = find(HeaderNames.MAX_FORWARDS);
        long hops = field == null ? -1 : Tokens.number(field.value, MessageLimits.MAX_FORWARDS);
        return hops < 0 ? OptionalInt.empty() : OptionalInt.of((int) hops);
    }

    /** Seconds; a value that is no 32-bit number counts as absent (§10.3 step 7). */
    public final OptionalLong expires() {
        HeaderField field = find(HeaderNames.EXPIRES);
        long seconds = field == null ? -1 : Tokens.number(field.value, Grammar.MAX_SECONDS);
        return seconds < 0 ? OptionalLong.empty() : OptionalLong.of(seconds);
    }

    public final Optional<String> contentType() {
        return header(HeaderNames.CONTENT_TYPE);
    }

    /** The content, empty if there is none. Shared with the message: do not write to it. */
    public final byte[] body() {
        return body;
    }

    /** The message on the wire, made once. Shared: do not write to it. */
    public final byte[] encode() {
        byte[] known = encoded;
        if (known == null) {
            known = written();
            encoded = known;
        }
        return known;
    }

    /** About how long {@link #encode()} is, in bytes, without making it: characters beyond ASCII count as one. */
    public final int length() {
        byte[] known = encoded;
        if (known != null) {
            return known.length;
        }
        int length = START_LINE_AND_CONTENT_LENGTH + body.length;
        for (HeaderField field : fields) {
            length += field.name.length() + field.value.length() + 4;
        }
        return length;
    }

    private byte[] written() {
        byte[] head = headText().getBytes(StandardCharsets.UTF_8);
        if (body.length == 0) {
            return head;
        }
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private String headText() {
        StringBuilder text = new StringBuilder(64 * (fields.length + 2));
        appendStartLine(text);
        for (HeaderField field : fields) {
            text.append("\r\n").append(field.name).append(": ").append(field.value);
        }
        return text.append("\r\n")
                .append(HeaderNames.CONTENT_LENGTH)
                .append(": ")
                .append(body.length)
                .append("\r\n\r\n")
                .toString();
    }

    /** The message as text, body included as UTF-8; for ladders and traces. */
    @Override
    public final String toString() {
        return headText() + new String(body, StandardCharsets.UTF_8);
    }

    final @Nullable HeaderField find(String canonicalName) {
        for (HeaderField field : fields) {
            if (field.is(canonicalName)) {
                return field;
            }
        }
        return null;
    }

    private HeaderField required(String canonicalName) {
        HeaderField field = find(canonicalName);
        if (field == null) {
            throw new IllegalStateException("message without " + canonicalName);
        }
        return field;
    }

    interface Reader<T> {
        T read(HeaderField field) throws BadSyntax;
    }

    private static <T> T read(HeaderField field, Reader<T> reader) {
        try {
            return reader.read(field);
        } catch (BadSyntax e) {
            throw new IllegalStateException("unreadable " + field.name + ": " + field.value, e);
        }
    }

    private <T> List<T> each(String canonicalName, Reader<T> reader) {
        return each(canonicalName, _ -> true, reader);
    }

    private <T> List<T> each(String canonicalName, Predicate<HeaderField> wanted, Reader<T> reader) {
        List<T> values = List.of();
        for (HeaderField field : fields) {
            if (field.is(canonicalName) && wanted.test(field)) {
                if (values.isEmpty()) {
                    values = new ArrayList<>(4);
                }
                values.add(read(field, reader));
            }
        }
        return values;
    }
}

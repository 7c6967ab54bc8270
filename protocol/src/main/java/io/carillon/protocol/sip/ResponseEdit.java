package io.carillon.protocol.sip;

/** A response in the making, or changes to a copy of one; same rules as {@link RequestEdit}. */
public final class ResponseEdit {
    private final int status;
    private final String reason;
    private final HeaderEdit headers;

    private ResponseEdit(int status, String reason, HeaderEdit headers) {
        if (status < 100 || status > 699) {
            throw new IllegalArgumentException("status " + status);
        }
        if (reason.indexOf('\r') >= 0 || reason.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("line break in the reason phrase");
        }
        this.status = status;
        this.reason = reason;
        this.headers = headers;
    }

    ResponseEdit(SipResponse original) {
        this(original.status(), original.reason(), new HeaderEdit(original));
    }

    static ResponseEdit answering(SipRequest request, int status, String reason) {
        HeaderEdit headers = new HeaderEdit();
        for (HeaderField field : request.fields()) {
            if (copied(field, status)) {
                headers.copy(field);
            }
        }
        return new ResponseEdit(status, reason, headers);
    }

    static ResponseEdit answering(HeaderField[] mandatory, int status, String reason) {
        HeaderEdit headers = new HeaderEdit();
        for (HeaderField field : mandatory) {
            headers.copy(field);
        }
        return new ResponseEdit(status, reason, headers);
    }

    /** RFC 3261 §8.2.6.2. */
    private static boolean copied(HeaderField field, int status) {
        return switch (field.name) {
            case HeaderNames.VIA, HeaderNames.FROM, HeaderNames.TO, HeaderNames.CALL_ID, HeaderNames.CSEQ -> true;
            case HeaderNames.TIMESTAMP -> status == 100;
            default -> false;
        };
    }

    /** Adds a tag to a To that has none (§8.2.6.2); an existing tag stays. */
    public ResponseEdit toTag(String tag) {
        int at = headers.indexOf(HeaderNames.TO);
        if (at < 0 || tag.isEmpty() || !Tokens.isToken(tag)) {
            throw new IllegalArgumentException("no To, or not a tag: " + tag);
        }
        HeaderField to = headers.get(at);
        try {
            if (to.address().tag().isEmpty()) {
                // Without angle brackets, parameters belong to the header (§20): appending is right in both forms.
                headers.replace(at, new HeaderField(HeaderNames.TO, to.value + ";tag=" + tag));
            }
        } catch (BadSyntax e) {
            throw new IllegalStateException("unreadable To: " + to.value, e);
        }
        return this;
    }

    public ResponseEdit popVia() {
        headers.removeFirst(HeaderNames.VIA);
        return this;
    }

    public ResponseEdit set(String name, String value) {
        headers.set(name, value);
        return this;
    }

    public ResponseEdit add(String name, String value) {
        headers.add(name, value);
        return this;
    }

    public ResponseEdit prepend(String name, String value) {
        headers.prepend(name, value);
        return this;
    }

    public ResponseEdit remove(String name) {
        headers.remove(name);
        return this;
    }

    public ResponseEdit removeFirst(String name) {
        headers.removeFirst(name);
        return this;
    }

    public ResponseEdit body(String contentType, byte[] bytes) {
        headers.body(contentType, bytes);
        return this;
    }

    public ResponseEdit body(String contentType, String text) {
        headers.body(contentType, text);
        return this;
    }

    /** Removes the content and its type. */
    public ResponseEdit noBody() {
        headers.noBody();
        return this;
    }

    public SipResponse build() {
        return new SipResponse(status, reason, headers.fields(), headers.body());
    }
}

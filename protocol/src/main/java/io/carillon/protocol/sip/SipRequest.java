package io.carillon.protocol.sip;

/** A request (RFC 3261 §7.1). Immutable; {@link #edit()} makes a changed copy, {@link #response(int)} an answer. */
public final class SipRequest extends SipMessage {
    private final Method method;
    private final SipUri requestUri;
    /** As received or written; {@link SipUri} drops a password and could not reproduce it. */
    private final String requestUriText;

    SipRequest(Method method, SipUri requestUri, String requestUriText, HeaderField[] fields, byte[] body) {
        super(fields, body);
        this.method = method;
        this.requestUri = requestUri;
        this.requestUriText = requestUriText;
    }

    /** A new request without any header; the transaction layer adds the Via. */
    public static RequestEdit create(Method method, SipUri requestUri) {
        return new RequestEdit(method, requestUri);
    }

    public Method method() {
        return method;
    }

    public boolean is(Method other) {
        return method.equals(other);
    }

    public SipUri requestUri() {
        return requestUri;
    }

    String requestUriText() {
        return requestUriText;
    }

    public RequestEdit edit() {
        return new RequestEdit(this);
    }

    /** An answer with the usual reason phrase. */
    public ResponseEdit response(int status) {
        return response(status, ReasonPhrase.of(status));
    }

    /** An answer with what §8.2.6.2 copies: every Via, From, To, Call-ID, CSeq, and for a 100 the Timestamp. */
    public ResponseEdit response(int status, String reason) {
        return ResponseEdit.answering(this, status, reason);
    }

    @Override
    void appendStartLine(StringBuilder text) {
        text.append(method.name()).append(' ').append(requestUriText).append(" SIP/2.0");
    }
}

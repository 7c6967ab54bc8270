package io.carillon.protocol.sip;

/**
 * Changes to a copy of a request; {@link #build()} gives the new one. Values are set as text and not read again: a value
 * with a line break is an {@link IllegalArgumentException}. Content-Length is always right by itself.
 */
public final class RequestEdit {
    private final Method method;
    private SipUri requestUri;
    private String requestUriText;
    private final HeaderEdit headers;

    RequestEdit(Method method, SipUri requestUri) {
        this.method = method;
        this.requestUri = requestUri;
        this.requestUriText = requestUri.toString();
        this.headers = new HeaderEdit();
    }

    RequestEdit(SipRequest original) {
        this.method = original.method();
        this.requestUri = original.requestUri();
        this.requestUriText = original.requestUriText();
        this.headers = new HeaderEdit(original);
    }

    public RequestEdit requestUri(SipUri uri) {
        requestUri = uri;
        requestUriText = uri.toString();
        return this;
    }

    /** A Via of ours above all others. */
    public RequestEdit pushVia(Via via) {
        headers.prepend(HeaderNames.VIA, via.toString());
        return this;
    }

    public RequestEdit popVia() {
        headers.removeFirst(HeaderNames.VIA);
        return this;
    }

    /** Replaces the topmost Via, for received and rport (RFC 3581 §4). */
    public RequestEdit topVia(Via via) {
        return popVia().pushVia(via);
    }

    /** Replaces every value of a header; the new one stands where the first was. */
    public RequestEdit set(String name, String value) {
        headers.set(name, value);
        return this;
    }

    /** Adds a value after those that are there. */
    public RequestEdit add(String name, String value) {
        headers.add(name, value);
        return this;
    }

    /** Adds a value before those that are there. */
    public RequestEdit prepend(String name, String value) {
        headers.prepend(name, value);
        return this;
    }

    public RequestEdit remove(String name) {
        headers.remove(name);
        return this;
    }

    /** Removes the first value only, e.g. the Route that led here. */
    public RequestEdit removeFirst(String name) {
        headers.removeFirst(name);
        return this;
    }

    public RequestEdit body(String contentType, byte[] bytes) {
        headers.body(contentType, bytes);
        return this;
    }

    public RequestEdit body(String contentType, String text) {
        headers.body(contentType, text);
        return this;
    }

    /** Removes the content and its type. */
    public RequestEdit noBody() {
        headers.noBody();
        return this;
    }

    public SipRequest build() {
        return new SipRequest(method, requestUri, requestUriText, headers.fields(), headers.body());
    }
}

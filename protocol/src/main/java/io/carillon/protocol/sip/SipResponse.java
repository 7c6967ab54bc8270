package io.carillon.protocol.sip;

/** A response (RFC 3261 §7.2). Immutable; {@link #edit()} makes a changed copy. */
public final class SipResponse extends SipMessage {
    private final int status;
    private final String reason;

    SipResponse(int status, String reason, HeaderField[] fields, byte[] body) {
        super(fields, body);
        this.status = status;
        this.reason = reason;
    }

    /** 100 to 699. */
    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    public boolean isProvisional() {
        return status < 200;
    }

    public boolean isFinal() {
        return status >= 200;
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public ResponseEdit edit() {
        return new ResponseEdit(this);
    }

    @Override
    void appendStartLine(StringBuilder text) {
        text.append("SIP/2.0 ").append(status).append(' ').append(reason);
    }
}

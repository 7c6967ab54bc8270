package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;

/**
 * An INVITE of ours in its Accepted state (RFC 6026 §7.2) whose user has left, until timer M: thousands of these wait under
 * load, and with their users they would hold the whole of as many calls that are over.
 */
final class SettledInvite implements ParkedClientEntry {
    private final ClientKey key;
    private final HostPort sentBy;
    private final byte[] invite;
    private final ClientTransaction.Late late;
    private final long expiresAtNanos;

    /** @param invite as it was sent */
    SettledInvite(ClientKey key, SipRequest invite, ClientTransaction.Late late, long expiresAtNanos) {
        this.key = key;
        this.sentBy = invite.topVia().sentBy();
        this.invite = invite.encode();
        this.late = late;
        this.expiresAtNanos = expiresAtNanos;
    }

    @Override
    public ClientKey key() {
        return key;
    }

    @Override
    public HostPort sentBy() {
        return sentBy;
    }

    @Override
    public long expiresAtNanos() {
        return expiresAtNanos;
    }

    @Override
    public void received(SipResponse response) {
        if (response.isSuccess() && MessageParser.parse(invite) instanceof Parsed.Message(SipRequest sent)) {
            late.on(sent, response);
        }
    }
}

package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.MessageParser;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;

/**
 * An INVITE of ours in its Accepted state (RFC 6026 §7.2) whose user has left, until timer M: thousands of these wait under
 * load, and with their users they would hold the whole of as many calls that are over.
 */
final class SettledInvite extends ParkedClientEntry {
    private final byte[] invite;
    private final ClientTransaction.Late late;

    /** @param invite as it was sent */
    SettledInvite(ClientKey key, SipRequest invite, ClientTransaction.Late late, long expiresAtNanos) {
        super(key, invite, expiresAtNanos);
        this.invite = invite.encode();
        this.late = late;
    }

    @Override
    public void received(SipResponse response) {
        if (response.isSuccess() && MessageParser.parse(invite) instanceof Parsed.Message(SipRequest sent)) {
            late.on(sent, response);
        }
    }
}

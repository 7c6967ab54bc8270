package io.carillon.testkit.network;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TransactionUser;
import io.carillon.protocol.sip.transport.Flow;

/** What stands on a transaction layer in a test where nothing comes in but what the test overrides. */
public class ExpectsNothing implements TransactionUser {
    @Override
    public void request(ServerTransaction transaction, SipRequest request) {
        throw new AssertionError("unexpected: " + request.method());
    }

    @Override
    public void ack(SipRequest ack, Flow flow) {
        throw new AssertionError("unexpected: an ACK that belongs to no transaction");
    }

    @Override
    public void cancelled(ServerTransaction invite, SipRequest cancel) {
        throw new AssertionError("unexpected: a CANCEL");
    }

    @Override
    public void strayResponse(SipResponse response, Flow flow) {
        throw new AssertionError("unexpected: a response without its request, " + response.status());
    }
}

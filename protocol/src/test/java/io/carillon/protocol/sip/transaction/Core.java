package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transport.Flow;
import java.util.ArrayList;
import java.util.List;

/** A transaction user that remembers what it was told. */
final class Core implements TransactionUser {
    final List<ServerTransaction> requests = new ArrayList<>();
    final List<SipRequest> acks = new ArrayList<>();
    final List<ServerTransaction> cancelled = new ArrayList<>();
    final List<SipResponse> strays = new ArrayList<>();
    final List<SipRequest> taken = new ArrayList<>();
    boolean takesRegister;

    @Override
    public boolean stateless(SipRequest request, Flow flow) {
        boolean takes = takesRegister && request.is(Method.REGISTER);
        if (takes) {
            taken.add(request);
        }
        return takes;
    }

    @Override
    public void request(ServerTransaction transaction, SipRequest request) {
        requests.add(transaction);
    }

    @Override
    public void ack(SipRequest ack, Flow flow) {
        acks.add(ack);
    }

    @Override
    public void cancelled(ServerTransaction invite, SipRequest cancel) {
        cancelled.add(invite);
    }

    @Override
    public void strayResponse(SipResponse response, Flow flow) {
        strays.add(response);
    }

    ServerTransaction only() {
        return requests.getLast();
    }
}

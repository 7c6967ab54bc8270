package io.carillon.proxy;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionUser;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.call.Calls;
import io.carillon.proxy.call.Entrance;
import io.carillon.proxy.registration.RegisterForwarder;
import io.carillon.proxy.signalling.Identity;
import java.util.Objects;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * What comes over SIP and where it goes: REGISTER to a registrar, INVITE and whatever belongs to a call to the calls,
 * the rest to its answer. Owned by the signalling loop.
 */
final class SipEdge implements TransactionUser {
    private volatile @Nullable Parts opened;

    /** What stands behind the edge; made after the transaction layer, which needs the edge. */
    record Parts(TransactionLayer transactions, RegisterForwarder registers, Entrance entrance, Calls calls) {}

    /** From now on messages are served; those that came earlier are lost, as over UDP they may be. */
    void open(Parts parts) {
        opened = parts;
    }

    @Override
    public boolean stateless(SipRequest request, Flow flow) {
        Parts parts = opened;
        if (parts == null) {
            return true;
        }
        if (!request.is(Method.REGISTER) || isInside(flow)) {
            return false;
        }
        parts.registers().forward(request, flow);
        return true;
    }

    @Override
    public void request(ServerTransaction transaction, SipRequest request) {
        MDC.put("callId", request.callId());
        try {
            dispatch(transaction, request);
        } finally {
            MDC.remove("callId");
        }
    }

    private void dispatch(ServerTransaction transaction, SipRequest request) {
        if (isInside(transaction.flow())) {
            answer(transaction, request.is(Method.OPTIONS) ? 200 : 403);
        } else if (request.to().tag().isPresent()) {
            parts().calls()
                    .find(request)
                    .ifPresentOrElse(dialog -> dialog.request(transaction, request), () -> answer(transaction, 481));
        } else {
            outOfDialog(transaction, request);
        }
    }

    private Parts parts() {
        return Objects.requireNonNull(opened, "no transaction is made before the edge is open");
    }

    private void outOfDialog(ServerTransaction transaction, SipRequest request) {
        switch (request.method().name()) {
            case "INVITE" -> parts().entrance().invited(transaction, request);
            case "OPTIONS" -> answer(transaction, parts().entrance().knows(request) ? 200 : 404);
            case "MESSAGE", "SUBSCRIBE" -> {
                if (parts().entrance().isAuthentic(transaction, request)) {
                    answer(transaction, request.is(Method.SUBSCRIBE) ? 489 : 405);
                }
            }
            case "BYE", "INFO", "UPDATE", "PRACK" -> answer(transaction, 481);
            case "NOTIFY", "PUBLISH" -> answer(transaction, 489);
            case "REFER" -> answer(transaction, 603);
            default -> answer(transaction, 405);
        }
    }

    @Override
    public void ack(SipRequest ack, Flow flow) {
        if (opened != null) {
            parts().calls().acknowledged(ack);
        }
    }

    @Override
    public void cancelled(ServerTransaction invite, SipRequest cancel) {
        parts().calls().cancelled(invite);
    }

    @Override
    public void strayResponse(SipResponse response, Flow flow) {
        // Whatever else is stray came too late for its transaction, and its sender's own timers end the matter.
        if (opened != null && isInside(flow) && response.cseq().method().equals(Method.REGISTER)) {
            parts().registers().answer(response);
        }
    }

    private void answer(ServerTransaction transaction, int status) {
        var response = transaction
                .request()
                .response(status)
                .toTag(parts().transactions().identifiers().tag())
                .set("Server", Identity.PRODUCT);
        if (status == 405 || status == 200) {
            response.set("Allow", Identity.ALLOW);
        }
        transaction.respond(response.build());
    }

    private static boolean isInside(Flow flow) {
        return flow.listener().name().equals(ProxyMain.INSIDE);
    }
}

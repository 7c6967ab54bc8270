package io.carillon.proxy;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionUser;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.call.Calls;
import io.carillon.proxy.call.DialogUse;
import io.carillon.proxy.call.Entrance;
import io.carillon.proxy.event.Lamps;
import io.carillon.proxy.registration.RegisterForwarder;
import io.carillon.proxy.signalling.Identity;
import io.carillon.proxy.trunk.Qualifying;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * What comes over SIP and where it goes: REGISTER to a registrar, INVITE and whatever belongs to a call to the calls,
 * the rest to its answer. Owned by the signalling loop.
 */
final class SipEdge implements TransactionUser {
    private static final Logger LOG = Logger.getLogger(SipEdge.class);

    private static final String CALL_ID = "callId";

    private volatile @Nullable Parts opened;

    /** Of the request that was just offered to {@link #stateless}, when it is to get a transaction. */
    private Optional<Service> service = Optional.empty();

    /** What a request that gets a transaction is for. */
    @FunctionalInterface
    interface Service {
        void serve(ServerTransaction transaction);
    }

    /** What stands behind the edge; made after the transaction layer, which needs the edge. */
    record Parts(
            TransactionLayer transactions,
            RegisterForwarder registers,
            Entrance entrance,
            Calls calls,
            Lamps lamps,
            Qualifying qualifying) {}

    /** From now on messages are served; those that came earlier are lost, as over UDP they may be. */
    void open(Parts parts) {
        opened = parts;
    }

    /**
     * Whatever needs no memory is answered here, without a transaction: all but requests within calls, and INVITEs of
     * those who may call. An exception is our fault, is told and costs the sender a 500.
     */
    @Override
    public boolean stateless(SipRequest request, Flow flow) {
        if (opened == null) {
            return true;
        }
        if (request.is(Method.REGISTER) && !isInside(flow)) {
            parts().registers().forward(request, flow);
            return true;
        }
        MDC.put(CALL_ID, Printable.line(request.callId()));
        try {
            service = isInside(flow) ? fromInside(request, flow) : fromOutside(request, flow);
        } catch (RuntimeException bug) {
            LOG.errorf(
                    bug, "%s is answered 500", Printable.line(request.method().name()));
            service = answered(request, flow, 500);
        } finally {
            MDC.remove(CALL_ID);
        }
        return service.isEmpty();
    }

    @Override
    public void request(ServerTransaction transaction, SipRequest request) {
        MDC.put(CALL_ID, Printable.line(request.callId()));
        try {
            serve(service.orElseThrow(), transaction);
        } finally {
            MDC.remove(CALL_ID);
        }
    }

    /** A service that fails still answers: a transaction without a final response would be held for ever. */
    static void serve(Service service, ServerTransaction transaction) {
        try {
            service.serve(transaction);
        } catch (RuntimeException bug) {
            SipRequest request = transaction.request();
            LOG.errorf(
                    bug, "%s is answered 500", Printable.line(request.method().name()));
            if (!transaction.answered()) {
                transaction.respond(Identity.SERVER.answer(request, 500));
            }
        }
    }

    private Optional<Service> fromInside(SipRequest request, Flow flow) {
        if (request.method().name().equals("NOTIFY") && Lamps.areMeant(request)) {
            return Optional.of(parts().lamps()::notify);
        }
        return request.to().tag().isPresent()
                ? withinDialog(request, flow)
                : answered(request, flow, request.is(Method.OPTIONS) ? 200 : 403);
    }

    private Optional<Service> fromOutside(SipRequest request, Flow flow) {
        return request.to().tag().isPresent() ? withinDialog(request, flow) : outOfDialog(request, flow);
    }

    /** Only what voicemail tells can be subscribed to. */
    private Optional<Service> subscription(SipRequest request, Account subscriber) {
        return Lamps.areMeant(request) && !subscriber.isGuest()
                ? Optional.of(transaction -> parts().lamps().subscribe(transaction, subscriber))
                : refusal(request, 489);
    }

    private Optional<Service> withinDialog(SipRequest request, Flow flow) {
        Optional<DialogUse> dialog = parts().calls().find(request);
        if (dialog.isEmpty()
                && Lamps.areMeant(request)
                && request.method().name().equals("SUBSCRIBE")) {
            return parts().entrance().sender(request, flow).flatMap(account -> subscription(request, account));
        }
        return dialog.isEmpty()
                ? answered(request, flow, 481)
                : dialog.map(use -> transaction -> use.request(transaction, request));
    }

    private Optional<Service> outOfDialog(SipRequest request, Flow flow) {
        Entrance entrance = parts().entrance();
        return switch (request.method().name()) {
            case "INVITE" ->
                entrance.admit(request, flow).map(caller -> transaction -> entrance.invited(transaction, caller));
            case "OPTIONS" -> answered(request, flow, options(request, entrance));
            // The digest of the one that is refused is used up, so its retransmission must not be judged again.
            case "MESSAGE" -> entrance.sender(request, flow).flatMap(_ -> refusal(request, 405));
            case "SUBSCRIBE" -> entrance.sender(request, flow).flatMap(account -> subscription(request, account));
            case "BYE", "INFO", "UPDATE", "PRACK" -> answered(request, flow, 481);
            case "NOTIFY", "PUBLISH" -> answered(request, flow, 489);
            case "REFER" -> answered(request, flow, 603);
            default -> answered(request, flow, 405);
        };
    }

    private static int options(SipRequest request, Entrance entrance) {
        if (!Identity.SERVER.notUnderstood(request).isEmpty()) {
            return 420;
        }
        return entrance.knows(request) ? 200 : 404;
    }

    private Parts parts() {
        return Objects.requireNonNull(opened, "no transaction is made before the edge is open");
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
            if (response.isSuccess()) {
                parts().qualifying().registered(response);
            }
        }
    }

    /** Answered at once, and nothing is kept; a retransmission gets the same answer (RFC 3261 §8.2.7). */
    private Optional<Service> answered(SipRequest request, Flow flow, int status) {
        parts().transactions().answerStateless(Identity.SERVER.answer(request, status), flow);
        return Optional.empty();
    }

    private static Optional<Service> refusal(SipRequest request, int status) {
        return Optional.of(transaction -> transaction.respond(Identity.SERVER.answer(request, status)));
    }

    private static boolean isInside(Flow flow) {
        return flow.listener().name().equals(ProxyMain.INSIDE);
    }
}

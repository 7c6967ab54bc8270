package io.carillon.voicemail;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.SessionBody;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.transaction.Identifiers;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionUser;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.voicemail.call.Calls;
import io.carillon.voicemail.call.Identity;
import io.carillon.voicemail.waiting.Lamps;
import io.carillon.voicemail.waiting.Subscribable;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** What comes over internal SIP: calls, and whatever belongs to them. Owned by the signalling loop. */
final class SipEdge implements TransactionUser {
    private static final Logger LOG = Logger.getLogger(SipEdge.class);

    private static final String CALL_ID = "callId";

    /** Seconds after which a caller who is refused for want of room may come again. */
    private static final String RETRY_AFTER = "10";

    private volatile @Nullable Parts opened;

    /** What stands behind the edge; made after the transaction layer, which needs the edge. */
    record Parts(TransactionLayer transactions, Calls calls, Subscribable lamps) {}

    /** From now on messages are served; those that came earlier are lost, as over UDP they may be. */
    void open(Parts parts) {
        opened = parts;
    }

    /** Whatever needs no memory is answered here: all but requests within calls, INVITEs that may become one, and lamps'. */
    @Override
    public boolean stateless(SipRequest request, Flow flow) {
        Parts parts = opened;
        if (parts == null) {
            return true;
        }
        MDC.put(CALL_ID, Printable.line(request.callId()));
        try {
            Optional<SipResponse> answer = answer(request, parts);
            answer.ifPresent(response -> parts.transactions().answerStateless(response, flow));
            return answer.isPresent();
        } catch (RuntimeException bug) {
            LOG.errorf(
                    bug, "%s is answered 500", Printable.line(request.method().name()));
            parts.transactions().answerStateless(Identity.SERVER.answer(request, 500), flow);
            return true;
        } finally {
            MDC.remove(CALL_ID);
        }
    }

    /** Empty for what gets a transaction. */
    private static Optional<SipResponse> answer(SipRequest request, Parts parts) {
        Calls calls = parts.calls();
        if (request.to().tag().isPresent()) {
            boolean known = isSubscription(request) ? parts.lamps().has(request) : calls.has(request);
            return known ? Optional.empty() : response(request, 481);
        }
        return switch (request.method().name()) {
            case "INVITE" -> refusal(request, calls);
            case "OPTIONS" ->
                response(request, Identity.SERVER.notUnderstood(request).isEmpty() ? 200 : 420);
            case "BYE", "INFO", "UPDATE", "PRACK" -> response(request, 481);
            case "SUBSCRIBE" -> isSubscription(request) ? Optional.empty() : response(request, 489);
            case "NOTIFY", "PUBLISH" -> response(request, 489);
            case "REFER" -> response(request, 603);
            default -> response(request, 405);
        };
    }

    private static boolean isSubscription(SipRequest request) {
        return request.is(Method.SUBSCRIBE) && Lamps.areMeant(request);
    }

    /** Why an INVITE does not become a call. */
    private static Optional<SipResponse> refusal(SipRequest invite, Calls calls) {
        if (!Identity.SERVER.notUnderstood(invite).isEmpty()) {
            return response(invite, 420);
        }
        if (invite.contacts().isEmpty()) {
            return response(invite, 400);
        }
        if (VoicemailRequest.of(invite).isEmpty()) {
            return response(invite, 404);
        }
        String tag = Identifiers.statelessTag(invite);
        if (SessionBody.of(invite) instanceof SessionBody.NotUnderstood unread) {
            return Optional.of(unread.refuse(invite).toTag(tag).build());
        }
        if (calls.full()) {
            LOG.warn("There are as many calls as there may be: 503");
            return response(invite, 503);
        }
        return Calls.objection(invite, tag);
    }

    /** A fault of ours still answers: a transaction without a final response would be held for ever. */
    @Override
    public void request(ServerTransaction transaction, SipRequest request) {
        MDC.put(CALL_ID, Printable.line(request.callId()));
        try {
            serve(transaction, request);
        } catch (RuntimeException bug) {
            LOG.errorf(
                    bug, "%s is answered 500", Printable.line(request.method().name()));
            if (!transaction.answered()) {
                transaction.respond(response(request, 500).orElseThrow());
            }
        } finally {
            MDC.remove(CALL_ID);
        }
    }

    private void serve(ServerTransaction transaction, SipRequest request) {
        if (isSubscription(request)) {
            parts().lamps().subscribe(transaction);
            return;
        }
        Calls calls = parts().calls();
        if (request.to().tag().isPresent()) {
            calls.request(transaction, request);
            return;
        }
        transaction.trying();
        Dialog dialog = Dialog.callee(request, transaction.toTag()).orElseThrow();
        calls.begin(transaction, dialog, VoicemailRequest.of(request).orElseThrow());
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
        // It came too late for its transaction, and its sender's own timers end the matter.
        LOG.debugf("A stray %d", response.status());
    }

    private static Optional<SipResponse> response(SipRequest request, int status) {
        SipResponse answer = Identity.SERVER.answer(request, status);
        return Optional.of(
                status == 503 ? answer.edit().set("Retry-After", RETRY_AFTER).build() : answer);
    }
}

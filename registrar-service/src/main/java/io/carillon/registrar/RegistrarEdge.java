package io.carillon.registrar;

import io.carillon.config.sip.SipGeneral;
import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.ResponseEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transaction.Identifiers;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionUser;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.ResponseRoute;
import io.carillon.registrar.RegistrarMetrics.RegisterOutcome;
import io.carillon.registrar.account.Account;
import io.carillon.registrar.location.BindingCommand;
import io.carillon.registrar.location.BindingCommitter;
import io.carillon.registrar.location.Verdict;
import io.carillon.registrar.registration.ContactUri;
import io.carillon.registrar.registration.RegisterRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * What the proxies send us: REGISTER, and OPTIONS to see whether we are there. A REGISTER without right credentials is
 * answered without any memory of it; one that is its account's own becomes a transaction, so that its retransmissions are
 * absorbed, and waits for its commit. Owned by the SIP loop.
 */
final class RegistrarEdge implements TransactionUser {
    private static final Logger LOG = Logger.getLogger(RegistrarEdge.class);

    private static final String ALLOW = "REGISTER, OPTIONS";
    /** Seconds until a registrar that has just started should know its configuration. */
    private static final String STARTING = "2";

    private final Loop loop;
    private final RegisterAuthentication authentication;
    private final BindingCommitter committer;
    private final RegistrarMetrics metrics;
    private final RegisterAnswer answer = new RegisterAnswer();
    private @Nullable TransactionLayer layer;
    private @Nullable SipGeneral general;
    /** Whose the request is that the layer is about to hand over. */
    private @Nullable Account admitted;

    RegistrarEdge(
            Loop loop, RegisterAuthentication authentication, BindingCommitter committer, RegistrarMetrics metrics) {
        this.loop = loop;
        this.authentication = authentication;
        this.committer = committer;
        this.metrics = metrics;
    }

    /** The layer that will call us; it is made after us. */
    void attach(TransactionLayer transactions) {
        layer = transactions;
    }

    /** From now on what sip.conf says holds. */
    void obey(SipGeneral now) {
        general = now;
        authentication.obey(now);
    }

    @Override
    public boolean stateless(SipRequest request, Flow flow) {
        if (general == null) {
            answer(request, flow, request.response(503).set("Retry-After", STARTING));
            return true;
        }
        switch (request.method().name()) {
            case "REGISTER" -> {
                return !isItsOwn(request, flow);
            }
            case "OPTIONS" -> answer(request, flow, request.response(200).set("Allow", ALLOW));
            default -> answer(request, flow, request.response(405).set("Allow", ALLOW));
        }
        return true;
    }

    /** Whether a REGISTER may go on; if not, it is answered. */
    private boolean isItsOwn(SipRequest request, Flow flow) {
        List<String> required = RegisterMessage.notUnderstood(request);
        if (!required.isEmpty()) {
            metrics.count(RegisterOutcome.REJECTED);
            answer(request, flow, request.response(420).set("Unsupported", String.join(", ", required)));
            return false;
        }
        Optional<Account> account =
                authentication.check(request, flow.remote(), response -> answer(request, flow, response));
        account.ifPresent(own -> admitted = own);
        return account.isPresent();
    }

    /** Without a transaction. */
    private void answer(SipRequest request, Flow flow, ResponseEdit response) {
        transactions()
                .sendStateless(
                        response.toTag(Identifiers.statelessTag(request)).build(),
                        ResponseRoute.flow(request.topVia(), flow));
    }

    private TransactionLayer transactions() {
        return Objects.requireNonNull(layer, "attached before the first message");
    }

    @Override
    public void request(ServerTransaction transaction, SipRequest request) {
        Account account = Objects.requireNonNull(admitted, "offered to stateless() just before");
        admitted = null;
        RegisterRequest register =
                RegisterMessage.read(request, transaction.flow().remote());
        Optional<ContactUri> foreign = account.contactNotPermitted(register);
        if (foreign.isPresent()) {
            refuse(transaction, account, foreign.get());
            return;
        }
        committer.submit(
                new BindingCommand.Register(
                        account.aor(), register, account.policy(settings().expiry())),
                verdict -> loop.execute(() -> answer(transaction, account, verdict)));
    }

    private void refuse(ServerTransaction transaction, Account account, ContactUri contact) {
        SipRequest request = transaction.request();
        MDC.put("callId", Printable.line(request.callId()));
        LOG.infof(
                "%s may not register %s: its contactpermit and contactdeny do not permit that",
                account.name(), Printable.line(contact.text()));
        MDC.remove("callId");
        metrics.count(RegisterOutcome.REJECTED);
        transaction.respond(request.response(403, "Contact Not Permitted").build());
    }

    private void answer(ServerTransaction transaction, Account account, Verdict verdict) {
        SipResponse response = answer.to(
                transaction.request(), account, verdict, settings().expiry().maximum());
        metrics.count(RegisterOutcome.of(response.status()));
        transaction.respond(response);
    }

    private SipGeneral settings() {
        return Objects.requireNonNull(general, "known when the request was admitted, and never taken back");
    }

    @Override
    public void ack(SipRequest ack, Flow flow) {
        // Nothing of ours is ever acknowledged: an ACK that comes here has lost its way.
    }

    @Override
    public void cancelled(ServerTransaction invite, SipRequest cancel) {
        throw new IllegalStateException("no INVITE becomes a transaction here");
    }

    @Override
    public void strayResponse(SipResponse response, Flow flow) {
        // We send no requests: a response that comes here has lost its way.
    }
}

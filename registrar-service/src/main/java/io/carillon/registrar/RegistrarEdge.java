package io.carillon.registrar;

import io.carillon.config.sip.SipGeneral;
import io.carillon.facts.FactId;
import io.carillon.facts.FailedLogins;
import io.carillon.facts.RegistrationFact.AuthenticationFailed;
import io.carillon.facts.RegistrationFact.Refusal;
import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.ResponseEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.digest.AccountSecret;
import io.carillon.protocol.sip.digest.DigestVerifier;
import io.carillon.protocol.sip.digest.HashAlgorithm;
import io.carillon.protocol.sip.digest.NonceIssuer;
import io.carillon.protocol.sip.transaction.Identifiers;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transaction.TransactionUser;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.ResponseRoute;
import io.carillon.registrar.RegistrarMetrics.RegisterOutcome;
import io.carillon.registrar.account.Account;
import io.carillon.registrar.account.AccountDirectory;
import io.carillon.registrar.location.BindingCommand;
import io.carillon.registrar.location.BindingCommitter;
import io.carillon.registrar.location.Verdict;
import io.carillon.registrar.registration.RegisterRequest;
import io.carillon.registrar.registration.Source;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * What the proxies send us: REGISTER, and OPTIONS to see whether we are there. A REGISTER without right credentials is
 * answered without any memory of it; one that is its account's own becomes a transaction, so that its retransmissions are
 * absorbed, and waits for its commit. Owned by the SIP loop.
 */
final class RegistrarEdge implements TransactionUser {
    private static final String ALLOW = "REGISTER, OPTIONS";
    /** Seconds until a registrar that has just started should know its configuration. */
    private static final String STARTING = "2";

    private final Loop loop;
    private final AccountDirectory accounts;
    private final BindingCommitter committer;
    private final NonceIssuer nonces;
    private final FailedLogins failures;
    private final RegistrarMetrics metrics;
    private final RegisterAnswer answer = new RegisterAnswer();
    private @Nullable TransactionLayer layer;
    private @Nullable Rules rules;
    /** Whose the request is that the layer is about to hand over. */
    private @Nullable Account admitted;

    /** What {@code [general]} says, ready for use. */
    private record Rules(SipGeneral general, DigestVerifier verifier) {}

    RegistrarEdge(
            Loop loop,
            AccountDirectory accounts,
            BindingCommitter committer,
            NonceIssuer nonces,
            FailedLogins failures,
            RegistrarMetrics metrics) {
        this.loop = loop;
        this.accounts = accounts;
        this.committer = committer;
        this.nonces = nonces;
        this.failures = failures;
        this.metrics = metrics;
    }

    /** The layer that will call us; it is made after us. */
    void attach(TransactionLayer transactions) {
        layer = transactions;
    }

    /** From now on what sip.conf says holds; phones that know an old realm are asked again. */
    void obey(SipGeneral general) {
        rules = new Rules(
                general,
                new DigestVerifier(
                        DigestVerifier.Role.USER_AGENT,
                        general.realm(),
                        HashAlgorithm.all(general.digestTokens()),
                        nonces));
    }

    @Override
    public boolean stateless(SipRequest request, Flow flow) {
        Rules now = rules;
        if (now == null) {
            answer(request, flow, request.response(503).set("Retry-After", STARTING));
            return true;
        }
        switch (request.method().name()) {
            case "REGISTER" -> {
                return !isItsOwn(request, flow, now);
            }
            case "OPTIONS" -> answer(request, flow, request.response(200).set("Allow", ALLOW));
            default -> answer(request, flow, request.response(405).set("Allow", ALLOW));
        }
        return true;
    }

    /** Whether a REGISTER may go on; if not, it is answered. */
    private boolean isItsOwn(SipRequest request, Flow flow, Rules now) {
        Optional<Account> account =
                accounts.find(DigestVerifier.claimedAccount(request)).filter(Account::mayRegister);
        if (account.isPresent() && account.get().secret().isEmpty()) {
            return admit(request, flow, account.get());
        }
        Function<String, Optional<AccountSecret>> secret = _ -> account.flatMap(Account::secret);
        return switch (now.verifier().verify(request, secret, loop.now())) {
            case DigestVerifier.Verdict.Verified _ -> admit(request, flow, account.orElseThrow());
            case DigestVerifier.Verdict.ChallengeIt(boolean stale) -> {
                metrics.count(stale ? RegisterOutcome.STALE : RegisterOutcome.CHALLENGED);
                answer(request, flow, now.verifier().challenge(request, stale, loop.now()));
                yield false;
            }
            case DigestVerifier.Verdict.Refused(DigestVerifier.Reason reason) -> {
                refuse(request, flow, refusal(reason));
                yield false;
            }
        };
    }

    /** An account registers itself and nobody else: the To is its own address-of-record (RFC 3261 §10.3 step 4). */
    private boolean admit(SipRequest request, Flow flow, Account account) {
        if (request.to().uri().plainUser().filter(account.name()::equals).isEmpty()) {
            refuse(request, flow, Refusal.NOT_ALLOWED);
            return false;
        }
        admitted = account;
        return true;
    }

    private void refuse(SipRequest request, Flow flow, Refusal refusal) {
        metrics.count(RegisterOutcome.REFUSED);
        Source source = RegisterMessage.source(request.vias(), flow.remote());
        MDC.put("callId", Printable.line(request.callId()));
        failures.note(failed(request, source, refusal, loop.now()), source.address());
        MDC.remove("callId");
        answer(request, flow, request.response(403));
    }

    private static AuthenticationFailed failed(SipRequest request, Source source, Refusal refusal, Instant now) {
        return new AuthenticationFailed(
                FactId.at(now),
                now,
                DigestVerifier.claimedAccount(request),
                request.method().name(),
                refusal,
                source.hostPort(),
                request.header("User-Agent"),
                request.callId());
    }

    private static Refusal refusal(DigestVerifier.Reason reason) {
        return switch (reason) {
            case UNKNOWN_ACCOUNT -> Refusal.UNKNOWN_ACCOUNT;
            case WRONG_PASSWORD -> Refusal.WRONG_PASSWORD;
            case OTHER_USER, OTHER_URI -> Refusal.NOT_ALLOWED;
        };
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
        InetSocketAddress from = transaction.flow().remote();
        RegisterRequest register = RegisterMessage.read(request, from);
        SipGeneral general =
                Objects.requireNonNull(rules, "known when it was admitted").general();
        committer.submit(
                new BindingCommand.Register(account.aor(), register, account.policy(general.expiry())),
                verdict -> loop.execute(() -> answer(transaction, account, verdict)));
    }

    private void answer(ServerTransaction transaction, Account account, Verdict verdict) {
        SipGeneral general = Objects.requireNonNull(rules, "never taken back").general();
        SipResponse response = answer.to(
                transaction.request(), account, verdict, general.expiry().maximum());
        metrics.count(RegisterOutcome.of(response.status()));
        transaction.respond(response);
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

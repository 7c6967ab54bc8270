package io.carillon.proxy.authentication;

import io.carillon.config.sip.SipGeneral;
import io.carillon.facts.FactId;
import io.carillon.facts.FailedLogins;
import io.carillon.facts.RegistrationFact.AuthenticationFailed;
import io.carillon.facts.RegistrationFact.LoginsRefused;
import io.carillon.facts.RegistrationFact.Refusal;
import io.carillon.facts.RegistrationFact.Scope;
import io.carillon.protocol.sip.ResponseEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.digest.AccountSecret;
import io.carillon.protocol.sip.digest.DigestVerifier;
import io.carillon.protocol.sip.digest.Ha1;
import io.carillon.protocol.sip.digest.HashAlgorithm;
import io.carillon.protocol.sip.digest.NonceIssuer;
import io.carillon.protocol.sip.login.LoginGuard;
import io.carillon.protocol.sip.login.LoginLimits;
import io.carillon.protocol.sip.login.SlowAnswers;
import io.carillon.protocol.sip.transaction.Identifiers;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.account.AccountDirectory;
import io.carillon.proxy.signalling.Identity;
import io.carillon.proxy.signalling.Signalling;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds out whose request it is, and answers itself where it is nobody's. Unknown callers, wrong passwords and accounts
 * that may not call, or not from there, look alike from outside (ADR 0014). Owned by the signalling loop.
 */
public final class Authentication {
    private final Signalling signalling;
    private final Function<String, Optional<Account>> accounts;
    private final KnownPeers peers;
    private final NonceIssuer nonces;
    private final FailedLogins failures;
    private final LoginGuard guard = new LoginGuard(LoginLimits.DEFAULT);
    private final SlowAnswers slow;
    private DigestVerifier verifier;
    private Optional<Account> guest = Optional.empty();

    /** @param peers who is known by where their requests come from */
    public Authentication(
            Signalling signalling,
            AccountDirectory accounts,
            KnownPeers peers,
            NonceIssuer nonces,
            FailedLogins failures) {
        this(signalling, accounts::find, peers, nonces, failures);
    }

    /** @param accounts finds an account by its name */
    Authentication(
            Signalling signalling,
            Function<String, Optional<Account>> accounts,
            KnownPeers peers,
            NonceIssuer nonces,
            FailedLogins failures) {
        this.signalling = signalling;
        this.accounts = accounts;
        this.peers = peers;
        this.nonces = nonces;
        this.failures = failures;
        this.slow = new SlowAnswers(signalling.loop());
        this.verifier = verifier(SipGeneral.DEFAULT_REALM, List.of(HashAlgorithm.MD5));
    }

    /** From now on challenges are made as sip.conf says; phones that know an old realm are asked again. */
    public void obey(SipGeneral general) {
        verifier = verifier(general.realm(), HashAlgorithm.all(general.digestTokens()));
        SipGeneral.Logins logins = general.logins();
        guard.obey(new LoginLimits(logins.slowAfter(), logins.refuseAfter(), logins.window(), logins.refusedFor()));
        guest = general.allowGuest()
                ? Optional.of(Account.ofGeneral("guest", Account.Type.GUEST, "anonymous", general))
                : Optional.empty();
    }

    private DigestVerifier verifier(String realm, List<HashAlgorithm> algorithms) {
        return new DigestVerifier(DigestVerifier.Role.USER_AGENT, realm, algorithms, nonces);
    }

    /**
     * The account that sent this request; empty when it is answered (401, 403) already, or later. Whoever is not known costs
     * no memory: those answers are given without a transaction (RFC 3261 §26.3.2.4).
     */
    public Optional<Account> check(SipRequest request, Flow flow) {
        Optional<KnownPeers.Known> peer = peers.whose(request, flow.remote());
        if (peer.isPresent()) {
            Optional<Account> account = peer.map(KnownPeers.Known::account);
            return peer.get().challenged() ? proved(request, flow, account.get().name(), account, account) : account;
        }
        String name = DigestVerifier.claimedAccount(request);
        Optional<Account> named = accounts.apply(name);
        Optional<Account> claimed =
                named.filter(account -> account.mayCall(flow.remote().getAddress()));
        if (claimed.isPresent() && claimed.get().ha1Md5().isEmpty()) {
            return asItWishes(claimed, request);
        }
        if (named.isEmpty() && guest.isPresent()) {
            return guest;
        }
        return asItWishes(proved(request, flow, name, named, claimed), request);
    }

    /** A phone may ask not to be shown to those it calls (RFC 3323 §4.1). */
    private static Optional<Account> asItWishes(Optional<Account> caller, SipRequest request) {
        return Privacy.isAsked(request)
                ? caller.map(account -> account.showing(account.callerName(), account.callerNumber(), true))
                : caller;
    }

    /** @param name whose digest is asked for */
    private Optional<Account> proved(
            SipRequest request, Flow flow, String name, Optional<Account> named, Optional<Account> claimed) {
        InetAddress address = flow.remote().getAddress();
        if (slow.isRepeated(request)) {
            return Optional.empty();
        }
        if (guard.refuses(name, address, signalling.loop().now())) {
            answer(request.response(403), request, flow);
            return Optional.empty();
        }
        return judge(request, flow, name, named, claimed);
    }

    private Optional<Account> judge(
            SipRequest request, Flow flow, String name, Optional<Account> named, Optional<Account> claimed) {
        Function<String, Optional<AccountSecret>> secret = _ -> claimed.map(Authentication::secret);
        InetAddress address = flow.remote().getAddress();
        String source = address.getHostAddress();
        Instant now = signalling.loop().now();
        return switch (verifier.verify(request, source, name, secret, now)) {
            case DigestVerifier.Verdict.Verified(String account) -> {
                guard.proved(account, address, now);
                yield claimed;
            }
            case DigestVerifier.Verdict.ChallengeIt(boolean stale) -> {
                answer(verifier.challenge(request, source, name, stale, now), request, flow);
                yield Optional.empty();
            }
            case DigestVerifier.Verdict.Refused(DigestVerifier.Reason reason) -> {
                boolean barred = named.isPresent() && claimed.isEmpty();
                refuse(request, flow, name, barred ? Refusal.NOT_ALLOWED : refusal(reason), now);
                yield Optional.empty();
            }
        };
    }

    private void refuse(SipRequest request, Flow flow, String name, Refusal refusal, Instant now) {
        InetAddress address = flow.remote().getAddress();
        failures.note(failed(request, flow, name, refusal, now), address.getHostAddress());
        LoginGuard.Failed failed = guard.failed(name, address, now);
        failed.locks().forEach(lock -> failures.refused(refused(name, address, lock, now)));
        slow.give(request, failed.delay(), () -> answer(request.response(403), request, flow));
    }

    private static LoginsRefused refused(String name, InetAddress address, LoginGuard.Lock lock, Instant now) {
        Scope scope = switch (lock.scope()) {
            case ADDRESS -> Scope.ADDRESS;
            case ACCOUNT -> Scope.ACCOUNT;
            case LOGIN -> Scope.LOGIN;
        };
        return new LoginsRefused(
                FactId.at(now), now, name, scope, address.getHostAddress(), lock.failures(), lock.until());
    }

    private static AuthenticationFailed failed(
            SipRequest request, Flow flow, String name, Refusal refusal, Instant now) {
        return new AuthenticationFailed(
                FactId.at(now),
                now,
                name,
                request.method().name(),
                refusal,
                flow.remote().getAddress().getHostAddress() + ":"
                        + flow.remote().getPort(),
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

    private void answer(ResponseEdit response, SipRequest request, Flow flow) {
        signalling
                .transactions()
                .answerStateless(
                        response.toTag(Identifiers.statelessTag(request))
                                .set("Server", Identity.PRODUCT)
                                .build(),
                        flow);
    }

    private static AccountSecret secret(Account account) {
        List<Ha1> known = new ArrayList<>(2);
        account.ha1Md5().ifPresent(hex -> known.add(new Ha1(HashAlgorithm.MD5, hex)));
        account.ha1Sha256().ifPresent(hex -> known.add(new Ha1(HashAlgorithm.SHA_256, hex)));
        return new AccountSecret(account.name(), known);
    }
}

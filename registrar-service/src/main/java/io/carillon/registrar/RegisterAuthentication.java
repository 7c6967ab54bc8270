package io.carillon.registrar;

import io.carillon.config.sip.Network;
import io.carillon.config.sip.SipGeneral;
import io.carillon.facts.FactId;
import io.carillon.facts.FailedLogins;
import io.carillon.facts.RegistrationFact.AuthenticationFailed;
import io.carillon.facts.RegistrationFact.LoginsRefused;
import io.carillon.facts.RegistrationFact.Refusal;
import io.carillon.facts.RegistrationFact.Scope;
import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.ResponseEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.digest.AccountSecret;
import io.carillon.protocol.sip.digest.DigestVerifier;
import io.carillon.protocol.sip.digest.HashAlgorithm;
import io.carillon.protocol.sip.digest.NonceIssuer;
import io.carillon.protocol.sip.login.LoginGuard;
import io.carillon.protocol.sip.login.LoginLimits;
import io.carillon.protocol.sip.login.SlowAnswers;
import io.carillon.registrar.RegistrarMetrics.RegisterOutcome;
import io.carillon.registrar.account.Account;
import io.carillon.registrar.account.AccountDirectory;
import io.carillon.registrar.registration.Source;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.MDC;

/**
 * Finds out whose REGISTER it is, and answers itself where it is nobody's (ADR 0014). Unknown users, wrong passwords,
 * accounts that may not register and addresses that an account does not permit look alike from outside. Owned by the SIP
 * loop.
 */
final class RegisterAuthentication {
    private final Loop loop;
    private final AccountDirectory accounts;
    private final NonceIssuer nonces;
    private final FailedLogins failures;
    private final RegistrarMetrics metrics;
    private final LoginGuard guard = new LoginGuard(LoginLimits.DEFAULT);
    private final SlowAnswers slow;
    private DigestVerifier verifier;

    RegisterAuthentication(
            Loop loop, AccountDirectory accounts, NonceIssuer nonces, FailedLogins failures, RegistrarMetrics metrics) {
        this.loop = loop;
        this.accounts = accounts;
        this.nonces = nonces;
        this.failures = failures;
        this.metrics = metrics;
        this.slow = new SlowAnswers(loop);
        this.verifier = verifier(SipGeneral.DEFAULT_REALM, List.of(HashAlgorithm.MD5));
    }

    /** From now on what sip.conf says holds; phones that know an old realm are asked again. */
    void obey(SipGeneral general) {
        verifier = verifier(general.realm(), HashAlgorithm.all(general.digestTokens()));
        SipGeneral.Logins logins = general.logins();
        guard.obey(new LoginLimits(logins.slowAfter(), logins.refuseAfter(), logins.window(), logins.refusedFor()));
    }

    private DigestVerifier verifier(String realm, List<HashAlgorithm> algorithms) {
        return new DigestVerifier(DigestVerifier.Role.USER_AGENT, realm, algorithms, nonces);
    }

    /**
     * The account whose own REGISTER this is; empty when it is refused or challenged.
     *
     * @param from who sent us the message: a proxy, or a phone that speaks to us directly
     * @param answers gets the answer to one that is nobody's, now or later
     */
    Optional<Account> check(SipRequest request, InetSocketAddress from, Consumer<ResponseEdit> answers) {
        Source source = RegisterMessage.source(request.vias(), from);
        InetAddress address = Network.literal(source.address()).orElse(from.getAddress());
        Login login = new Login(request, DigestVerifier.claimedAccount(request), source, address, answers);
        Optional<Account> named = accounts.find(login.name());
        Optional<Account> account = named.filter(found -> found.mayRegister(address));
        if (account.isPresent() && account.get().secret().isEmpty()) {
            return admit(login, account.get());
        }
        if (slow.isRepeated(request)) {
            return Optional.empty();
        }
        if (guard.refuses(login.name(), address, loop.now())) {
            metrics.count(RegisterOutcome.REFUSED_UNSEEN);
            answers.accept(request.response(403));
            return Optional.empty();
        }
        return judge(login, named, account);
    }

    /** One who wants to be an account. */
    private record Login(
            SipRequest request, String name, Source source, InetAddress address, Consumer<ResponseEdit> answers) {}

    private Optional<Account> judge(Login login, Optional<Account> named, Optional<Account> account) {
        Instant now = loop.now();
        String source = login.source().address();
        Function<String, Optional<AccountSecret>> secret = _ -> account.flatMap(Account::secret);
        return switch (verifier.verify(login.request(), source, secret, now)) {
            case DigestVerifier.Verdict.Verified _ -> {
                guard.proved(login.name(), login.address(), now);
                yield admit(login, account.orElseThrow());
            }
            case DigestVerifier.Verdict.ChallengeIt(boolean stale) -> {
                metrics.count(stale ? RegisterOutcome.STALE : RegisterOutcome.CHALLENGED);
                login.answers().accept(verifier.challenge(login.request(), source, stale, now));
                yield Optional.empty();
            }
            case DigestVerifier.Verdict.Refused(DigestVerifier.Reason reason) -> {
                boolean barred = named.isPresent() && account.isEmpty();
                yield refuse(login, barred ? Refusal.NOT_ALLOWED : refusal(reason));
            }
        };
    }

    /** An account registers itself and nobody else: the To is its own address-of-record (RFC 3261 §10.3 step 4). */
    private Optional<Account> admit(Login login, Account account) {
        boolean own = login.request()
                .to()
                .uri()
                .plainUser()
                .filter(account.name()::equals)
                .isPresent();
        return own ? Optional.of(account) : refuse(login, Refusal.NOT_ALLOWED);
    }

    private Optional<Account> refuse(Login login, Refusal refusal) {
        Instant now = loop.now();
        metrics.count(RegisterOutcome.REFUSED);
        SipRequest request = login.request();
        MDC.put("callId", Printable.line(request.callId()));
        failures.note(failed(login, refusal, now), login.source().address());
        LoginGuard.Failed failed = guard.failed(login.name(), login.address(), now);
        failed.locks().forEach(lock -> failures.refused(refused(login, lock, now)));
        MDC.remove("callId");
        slow.give(request, failed.delay(), () -> login.answers().accept(request.response(403)));
        return Optional.empty();
    }

    private static AuthenticationFailed failed(Login login, Refusal refusal, Instant now) {
        SipRequest request = login.request();
        return new AuthenticationFailed(
                FactId.at(now),
                now,
                login.name(),
                request.method().name(),
                refusal,
                login.source().hostPort(),
                request.header("User-Agent"),
                request.callId());
    }

    private static LoginsRefused refused(Login login, LoginGuard.Lock lock, Instant now) {
        Scope scope = switch (lock.scope()) {
            case ADDRESS -> Scope.ADDRESS;
            case ACCOUNT -> Scope.ACCOUNT;
            case LOGIN -> Scope.LOGIN;
        };
        return new LoginsRefused(
                FactId.at(now), now, login.name(), scope, login.source().address(), lock.failures(), lock.until());
    }

    private static Refusal refusal(DigestVerifier.Reason reason) {
        return switch (reason) {
            case UNKNOWN_ACCOUNT -> Refusal.UNKNOWN_ACCOUNT;
            case WRONG_PASSWORD -> Refusal.WRONG_PASSWORD;
            case OTHER_USER, OTHER_URI -> Refusal.NOT_ALLOWED;
        };
    }
}

package io.carillon.proxy.authentication;

import io.carillon.facts.Fact;
import io.carillon.facts.FactId;
import io.carillon.facts.RegistrationFact.AuthenticationFailed;
import io.carillon.facts.RegistrationFact.Refusal;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.digest.DigestVerifier;
import io.carillon.protocol.sip.transport.Flow;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells refused credentials as facts, each account and address once a second at most: an attack shows, and does not fill
 * the outbox. Owned by the signalling loop.
 */
public final class FailedLogins {
    /** Facts a second in all; beyond, an attack from many addresses is known well enough. */
    private static final int MOST_A_SECOND = 100;

    private final Consumer<Fact> tell;
    private final Set<Attempt> told = new HashSet<>();
    private long second;

    private record Attempt(String account, InetAddress from) {}

    public FailedLogins(Consumer<Fact> tell) {
        this.tell = tell;
    }

    void note(SipRequest request, Flow from, DigestVerifier.Reason reason, Instant now) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            told.clear();
        }
        String account = DigestVerifier.claimedAccount(request);
        if (told.size() < MOST_A_SECOND
                && told.add(new Attempt(account, from.remote().getAddress()))) {
            tell.accept(new AuthenticationFailed(
                    FactId.at(now),
                    now,
                    account,
                    request.method().name(),
                    refusal(reason),
                    from.remote().getAddress().getHostAddress() + ":"
                            + from.remote().getPort(),
                    request.header("User-Agent"),
                    request.callId()));
        }
    }

    private static Refusal refusal(DigestVerifier.Reason reason) {
        return switch (reason) {
            case UNKNOWN_ACCOUNT -> Refusal.UNKNOWN_ACCOUNT;
            case WRONG_PASSWORD -> Refusal.WRONG_PASSWORD;
            case OTHER_USER, OTHER_URI -> Refusal.NOT_ALLOWED;
        };
    }
}

package io.carillon.proxy.authentication;

import io.carillon.facts.Fact;
import io.carillon.facts.FactId;
import io.carillon.facts.RegistrationFact.AuthenticationFailed;
import io.carillon.facts.RegistrationFact.Refusal;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.digest.DigestVerifier;
import io.carillon.protocol.sip.transport.Flow;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Tells refused credentials, as facts and in the log: each account and address once a second at most, and so many a
 * second in all. An attack shows, and fills neither the outbox nor the disk. Owned by the signalling loop.
 */
public final class FailedLogins {
    private static final Logger LOG = Logger.getLogger(FailedLogins.class);

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
        InetAddress host = from.remote().getAddress();
        if (told.size() >= MOST_A_SECOND || !told.add(new Attempt(account, host))) {
            return;
        }
        LOG.infof(
                "%s of '%s' from %s is refused: %s (told once a second)",
                Printable.line(request.method().name()), Printable.line(account), from.remote(), reason);
        tell.accept(new AuthenticationFailed(
                FactId.at(now),
                now,
                account,
                request.method().name(),
                refusal(reason),
                host.getHostAddress() + ":" + from.remote().getPort(),
                request.header("User-Agent"),
                request.callId()));
    }

    private static Refusal refusal(DigestVerifier.Reason reason) {
        return switch (reason) {
            case UNKNOWN_ACCOUNT -> Refusal.UNKNOWN_ACCOUNT;
            case WRONG_PASSWORD -> Refusal.WRONG_PASSWORD;
            case OTHER_USER, OTHER_URI -> Refusal.NOT_ALLOWED;
        };
    }
}

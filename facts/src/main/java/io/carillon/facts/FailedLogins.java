package io.carillon.facts;

import io.carillon.facts.RegistrationFact.AuthenticationFailed;
import io.carillon.facts.RegistrationFact.LoginsRefused;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Tells refused credentials, as facts and in the log: each account and address once a second at most, and so many a
 * second in all. An attack shows and fills neither the outbox nor the log; counting every attempt is the metrics' part.
 * Owned by the loop that calls it.
 */
public final class FailedLogins {
    private static final Logger LOG = Logger.getLogger(FailedLogins.class);

    /** Beyond, an attack from many addresses is known well enough. */
    private static final int MOST_A_SECOND = 100;

    private final Consumer<Fact> tell;
    private final Set<Attempt> told = new HashSet<>();
    private long second;
    private long lockSecond;
    private int locks;

    private record Attempt(String account, String address) {}

    public FailedLogins(Consumer<Fact> tell) {
        this.tell = tell;
    }

    /** @param address where it came from, without the port: an attacker has many ports */
    public void note(AuthenticationFailed failed, String address) {
        long now = failed.time().getEpochSecond();
        if (now != second) {
            second = now;
            told.clear();
        }
        if (told.size() >= MOST_A_SECOND || !told.add(new Attempt(failed.aor(), address))) {
            return;
        }
        LOG.infof(
                "%s of '%s' from %s is refused: %s (told once a second)",
                printable(failed.method()), printable(failed.aor()), failed.source(), failed.reason());
        tell.accept(failed);
    }

    /** At most as many a second in all: each is an address or an account of its own. */
    public void refused(LoginsRefused refused) {
        long now = refused.time().getEpochSecond();
        if (now != lockSecond) {
            lockSecond = now;
            locks = 0;
        }
        locks++;
        if (locks > MOST_A_SECOND) {
            return;
        }
        LOG.warnf(
                "%d log-ins have failed, of '%s' from %s the last: refused until %s is the %s",
                refused.failures(),
                printable(refused.aor()),
                refused.address(),
                refused.until(),
                switch (refused.scope()) {
                    case ADDRESS -> "address";
                    case ACCOUNT -> "account, to whoever failed";
                    case LOGIN -> "account at this address";
                });
        tell.accept(refused);
    }

    /** The sender chose it: a line break would let him write lines of his own. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}

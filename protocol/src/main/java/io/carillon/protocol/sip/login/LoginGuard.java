package io.carillon.protocol.sip.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts log-ins that failed, by the address they came from and by the account they were for, and says which answers
 * wait and which requests are refused unseen. An IPv6 address stands for its /64, which is what one customer has.
 *
 * <p>Nobody is locked out by strangers: an account that has proved itself from an address within a day is refused there
 * for its own failures alone, and a locked account refuses whoever has failed for it lately, never a first try.
 *
 * <p>Pure: no I/O, no clock. Its tables are bounded; what failed longest ago is forgotten first. Used on one thread.
 */
public final class LoginGuard {
    /** Addresses, accounts and log-ins that failed, of each: some 200 bytes an entry. */
    static final int MAX_FAILED = 20_000;

    /** Log-ins that proved themselves: one registrar's share of phones. */
    static final int MAX_PROVED = 100_000;

    /** Longer than phones wait between two registrations. */
    static final Duration PROVED_FOR = Duration.ofDays(1);

    static final Duration FIRST_DELAY = Duration.ofMillis(250);

    /** A client gives up after 32 s (Timers B and F). */
    static final Duration LONGEST_DELAY = Duration.ofSeconds(4);

    private static final int NETWORK_BYTES = 8;

    private final Recent<InetAddress, Failures> addresses = new Recent<>(MAX_FAILED);
    private final Recent<String, Failures> accounts = new Recent<>(MAX_FAILED);
    private final Recent<Login, Failures> logins = new Recent<>(MAX_FAILED);
    private final Recent<Login, Instant> proved = new Recent<>(MAX_PROVED);
    private LoginLimits limits;

    /** One account from one network. */
    private record Login(String account, InetAddress network) {}

    /** What is refused. */
    public enum Scope {
        /** Every account that has not proved itself from there. */
        ADDRESS,
        /** Whoever fails to be that account, from the second try on. */
        ACCOUNT,
        /** One account from one address, which it has proved to be its own. */
        LOGIN
    }

    /** From now on nothing is looked at. */
    public record Lock(Scope scope, int failures, Instant until) {}

    /**
     * What comes of a failure.
     *
     * @param delay how long its answer waits
     */
    public record Failed(Duration delay, List<Lock> locks) {
        public Failed {
            locks = List.copyOf(locks);
        }
    }

    public LoginGuard(LoginLimits limits) {
        this.limits = limits;
    }

    /** From now on these hold; what is locked stays so. */
    public void obey(LoginLimits now) {
        limits = now;
    }

    /** Whether a request is refused without a look at its credentials. */
    public boolean refuses(String account, InetAddress address, Instant now) {
        InetAddress network = network(address);
        Login login = new Login(account, network);
        if (isProved(login, now)) {
            return logins.find(login).filter(own -> own.isLocked(now)).isPresent();
        }
        return addresses.find(network).filter(all -> all.isLocked(now)).isPresent()
                || (accounts.find(account).filter(all -> all.isLocked(now)).isPresent() && hasFailed(login, now));
    }

    private boolean hasFailed(Login login, Instant now) {
        return logins.find(login)
                .filter(own -> own.last().plus(limits.refusedFor()).isAfter(now))
                .isPresent();
    }

    private boolean isProved(Login login, Instant now) {
        return proved.find(login)
                .filter(last -> last.plus(PROVED_FOR).isAfter(now))
                .isPresent();
    }

    /** The credentials were right. */
    public void proved(String account, InetAddress address, Instant now) {
        proved.put(new Login(account, network(address)), now);
    }

    /** The credentials were wrong, or of no use from there. */
    public Failed failed(String account, InetAddress address, Instant now) {
        InetAddress network = network(address);
        Login login = new Login(account, network);
        Failures own = logins.get(login, () -> new Failures(now));
        List<Lock> locks = new ArrayList<>();
        int most = isProved(login, now)
                ? count(own, Scope.LOGIN, now, locks)
                : Math.max(
                        count(addresses.get(network, () -> new Failures(now)), Scope.ADDRESS, now, locks),
                        count(accounts.get(account, () -> new Failures(now)), Scope.ACCOUNT, now, locks));
        own.touch(now);
        return new Failed(delay(most), locks);
    }

    /** How many addresses, accounts and log-ins are remembered for their failures. */
    int remembered() {
        return addresses.size() + accounts.size() + logins.size();
    }

    private int count(Failures failures, Scope scope, Instant now, List<Lock> locks) {
        int number = failures.add(now, limits.window());
        if (number >= limits.refuseAfter() && !failures.isLocked(now)) {
            Instant until = now.plus(limits.refusedFor());
            failures.lock(until);
            locks.add(new Lock(scope, number, until));
        }
        return number;
    }

    private Duration delay(int failures) {
        Duration delay = failures > limits.slowAfter() ? FIRST_DELAY : Duration.ZERO;
        for (int i = limits.slowAfter() + 1; i < failures && delay.compareTo(LONGEST_DELAY) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay;
    }

    private static InetAddress network(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an IPv6 address has 16 bytes", impossible);
        }
    }
}

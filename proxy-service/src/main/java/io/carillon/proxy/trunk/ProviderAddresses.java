package io.carillon.proxy.trunk;

import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipUri;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.locate.NextHop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where the accounts with a {@code host=} are, so that their calls are known by their address. Names are asked for again
 * every minute; one that is not found for once keeps what it had. Owned by the signalling loop.
 */
final class ProviderAddresses {
    private static final Logger LOG = Logger.getLogger(ProviderAddresses.class);

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final TrunkParts parts;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, Set<InetSocketAddress>> found = new HashMap<>();
    private final NamesAt<InetSocketAddress> atPort = new NamesAt<>();
    private final NamesAt<InetAddress> atAnyPort = new NamesAt<>();
    private @Nullable Timer timer;

    ProviderAddresses(TrunkParts parts) {
        this.parts = parts;
    }

    /** From now on it is these that are known. */
    void follow(List<Account> providers) {
        accounts.clear();
        for (Account account : providers) {
            if (account.provider().host().isPresent()) {
                accounts.put(account.name(), account);
            }
        }
        found.keySet().retainAll(accounts.keySet());
        atPort.clear();
        atAnyPort.clear();
        accounts.values().forEach(this::enter);
        lookUp();
    }

    private void enter(Account account) {
        for (InetSocketAddress address : of(account)) {
            atPort.add(address, account.name());
            if (account.provider().anyPort()) {
                atAnyPort.add(address.getAddress(), account.name());
            }
        }
    }

    private void strike(Account account) {
        for (InetSocketAddress address : of(account)) {
            atPort.remove(address, account.name());
            atAnyPort.remove(address.getAddress(), account.name());
        }
    }

    private void lookUp() {
        if (timer != null) {
            timer.cancel();
        }
        timer = parts.signalling().loop().schedule(AGAIN, this::lookUp);
        accounts.forEach((name, account) -> account.provider().host().ifPresent(host -> {
            var _ = parts.names()
                    .apply(SipUri.of(host))
                    .thenAcceptAsync(
                            hops -> found(name, host, hops), parts.signalling().loop())
                    .whenComplete((_, bug) -> {
                        if (bug != null) {
                            LOG.errorf(bug, "The addresses of %s are not taken for a fault of ours", name);
                        }
                    });
        }));
    }

    private void found(String name, HostPort host, List<NextHop> hops) {
        Account account = accounts.get(name);
        if (!hops.isEmpty()
                && account != null
                && account.provider().host().filter(host::equals).isPresent()) {
            strike(account);
            found.put(name, hops.stream().map(NextHop::address).collect(Collectors.toUnmodifiableSet()));
            enter(account);
        }
    }

    /** The account whose address and port these are; by its name the first, where there are several. */
    Optional<Account> at(InetSocketAddress address) {
        return atPort.at(address).findFirst().map(accounts::get);
    }

    /** The account that is known at this address whatever the port ({@code insecure=port}). */
    Optional<Account> atHost(InetAddress address) {
        return atAnyPort.at(address).findFirst().map(accounts::get);
    }

    private Set<InetSocketAddress> of(Account account) {
        return found.getOrDefault(account.name(), Set.of());
    }
}

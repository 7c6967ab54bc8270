package io.carillon.proxy.trunk;

import io.carillon.config.sip.SipGeneral;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Parameters;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.account.ProviderLine;
import io.carillon.proxy.authentication.KnownPeers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The providers of sip.conf: registers the lines of {@code register =>} and knows whose call it is that comes from one.
 * Owned by the signalling loop; {@link #registry} may be read on any thread. One proxy does this: with several, the one
 * that holds the lines' lease will (ADR 0016).
 */
public final class Trunks implements KnownPeers, RegisteringLine.Owner {
    /** So many lines would be a provider's and no customer's. */
    private static final int MOST_LINES = 10_000;

    /** Between the first REGISTER of one line and that of the next: 50 a second. */
    private static final Duration STAGGER = Duration.ofMillis(20);

    private final TrunkParts parts;
    private final ProviderAddresses addresses;
    private final Map<String, RegisteringLine> lines = new ConcurrentHashMap<>();
    private final LinesCalled called = new LinesCalled();
    private final Map<HostPort, Account> providers = new HashMap<>();
    private Optional<SipGeneral> general = Optional.empty();

    /**
     * A line of {@code sip show registry}.
     *
     * @param host as sip.conf writes it
     * @param address where the provider was found, if it was
     * @param state Unregistered, Trying, Registered, Rejected or Failed
     * @param refresh seconds that the provider keeps the binding from now on
     * @param nextAttempt seconds until it is tried or refreshed
     * @param since when this state began
     * @param status of the last refusal
     */
    public record Entry(
            String host,
            String username,
            String extension,
            Optional<String> address,
            String state,
            Optional<Long> refresh,
            Optional<Long> nextAttempt,
            Instant since,
            Optional<Integer> status) {}

    public Trunks(TrunkParts parts) {
        this.parts = parts;
        this.addresses = new ProviderAddresses(parts);
    }

    /** From now on calls by lines without an account are as {@code [general]} says. */
    public void obey(SipGeneral now) {
        general = Optional.of(now);
        accountsChanged();
    }

    /** Accounts or lines are others than they were. Lines begin once {@code [general]} is known. */
    public void accountsChanged() {
        if (general.isEmpty()) {
            return;
        }
        List<Account> known = parts.accounts().providers();
        addresses.follow(known);
        providers.clear();
        known.stream()
                .sorted(Comparator.comparing(Account::name))
                .forEach(account ->
                        account.provider().host().ifPresent(host -> providers.putIfAbsent(withPort(host), account)));
        Map<String, ProviderLine> wanted = parts.accounts().lines().stream()
                .sorted(Comparator.comparing(ProviderLine::name))
                .limit(MOST_LINES)
                .collect(Collectors.toMap(ProviderLine::name, Function.identity()));
        List<RegisteringLine> gone = lines.values().stream()
                .filter(line -> !line.line().equals(wanted.get(line.line().name())))
                .toList();
        for (RegisteringLine line : gone) {
            called.remove(line);
            line.remove();
            lines.remove(line.line().name());
        }
        int begun = 0;
        for (ProviderLine line : wanted.values()) {
            if (!lines.containsKey(line.name())) {
                RegisteringLine registering = new RegisteringLine(line, parts, this);
                lines.put(line.name(), registering);
                called.add(registering);
                registering.begin(STAGGER.multipliedBy(begun++));
            }
        }
    }

    @Override
    public Duration standardExpiry() {
        return general.map(SipGeneral::expiry).orElse(SipGeneral.Expiry.DEFAULT).standard();
    }

    /** The account that the line names, or else one whose host is the line's. */
    @Override
    public Optional<Account> account(ProviderLine line) {
        Optional<Account> named = parts.accounts()
                .find(line.host())
                .filter(account -> account.provider().host().isPresent());
        return named.or(() -> Optional.ofNullable(providers.get(withPort(new HostPort(line.host(), line.port())))));
    }

    private static HostPort withPort(HostPort host) {
        return new HostPort(host.host(), host.portOr(HostPort.DEFAULT_PORT));
    }

    @Override
    public void moved(RegisteringLine line, Set<InetSocketAddress> before, Set<InetSocketAddress> now) {
        called.moved(line, before, now);
    }

    @Override
    public Optional<Known> whose(SipRequest request, InetSocketAddress from) {
        return byLine(request.requestUri(), from)
                .map(account -> new Known(account, false))
                .or(() -> byAddress(request, from))
                .filter(known -> known.account().permitted().permits(from.getAddress()))
                .map(known -> new Known(CallersOfTrunk.shown(known.account(), request), known.challenged()));
    }

    private Optional<Account> byLine(SipUri uri, InetSocketAddress from) {
        return called.find(uri, from)
                .flatMap(line -> line.account().or(() -> general.map(now -> nobodys(line.line(), now))));
    }

    private Optional<Known> byAddress(SipRequest request, InetSocketAddress from) {
        return addresses
                .at(from)
                .or(() -> addresses.atHost(from.getAddress()).filter(_ -> !isAnAccounts(request)))
                .map(account -> new Known(
                        account,
                        account.ha1Md5().isPresent() && !account.provider().unchallenged()));
    }

    /** Whether it says to come from a phone of ours, which may stand behind the same address. */
    private boolean isAnAccounts(SipRequest request) {
        return request.from()
                .uri()
                .plainUser()
                .flatMap(parts.accounts()::find)
                .filter(account -> account.type().mayCall())
                .isPresent();
    }

    /** A line whose provider has no section: its calls begin where {@code [general]} says, as chan_sip's do. */
    private static Account nobodys(ProviderLine line, SipGeneral general) {
        return Account.ofGeneral(line.name(), Account.Type.PEER, line.name(), general);
    }

    /** {@code <sip:proxy;lr>}, for Route. */
    public static SipUri looseRouter(HostPort proxy) {
        return SipUri.of(proxy).withParameters(Parameters.NONE.withFlag("lr"));
    }

    /** What {@code sip show registry} shows, in the order of names. Any thread. */
    public List<Entry> registry(Instant now) {
        List<RegisteringLine> all = new ArrayList<>(lines.values());
        all.sort(Comparator.comparing(line -> line.line().name()));
        return all.stream().map(line -> entry(line, now)).toList();
    }

    private static Entry entry(RegisteringLine line, Instant now) {
        ProviderRegistration registration = line.registration();
        boolean lapsed = registration.state() == ProviderRegistration.State.REGISTERED && !registration.isBound(now);
        String state = (lapsed ? ProviderRegistration.State.TRYING : registration.state()).name();
        return new Entry(
                line.line().host()
                        + (line.line().port().isPresent()
                                ? ":" + line.line().port().getAsInt()
                                : ""),
                line.line().user(),
                line.line().extension(),
                line.addresses().stream()
                        .map(address -> HostPort.hostOf(address.getAddress()) + ":" + address.getPort())
                        .min(Comparator.naturalOrder()),
                state.charAt(0) + state.substring(1).toLowerCase(Locale.ROOT),
                registration.isBound(now) ? registration.until().map(until -> seconds(now, until)) : Optional.empty(),
                line.next().map(next -> seconds(now, next)),
                registration.since(),
                registration.refusal().isPresent()
                        ? Optional.of(registration.refusal().getAsInt())
                        : Optional.empty());
    }

    private static Long seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds());
    }
}

package io.carillon.proxy.trunk;

import io.carillon.config.Secret;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.digest.DigestClient;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.protocol.sip.transaction.Identifiers;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.account.Provider;
import io.carillon.proxy.account.ProviderLine;
import io.carillon.proxy.locate.NextHop;
import io.carillon.proxy.signalling.Failover;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One {@code register =>} at work: sends what {@link ProviderRegistration} decides. Owned by the signalling loop; what it
 * shows may be read on any thread.
 */
final class RegisteringLine {
    private static final Logger LOG = Logger.getLogger(RegisteringLine.class);

    private final ProviderLine line;
    private final TrunkParts parts;
    private final Owner owner;
    private final LineMessages messages;
    private long cseq = 1;
    private @Nullable Timer timer;
    private @Nullable SipRequest sent;
    private Optional<DigestClient> digest = Optional.empty();
    private Optional<SipRequest> credentials = Optional.empty();
    private Optional<Failover> destinations = Optional.empty();
    private volatile Set<InetSocketAddress> addresses = Set.of();
    private volatile ProviderRegistration registration;
    private volatile Optional<Instant> next = Optional.empty();

    /** Knows what stands beside the line in sip.conf. */
    interface Owner {
        /** {@code defaultexpiry}. */
        Duration standardExpiry();

        /** The account that stands for the line's provider. */
        Optional<Account> account(ProviderLine line);

        /** Its provider is at these addresses from now on, and at those before no more. */
        void moved(RegisteringLine line, Set<InetSocketAddress> before, Set<InetSocketAddress> now);
    }

    RegisteringLine(ProviderLine line, TrunkParts parts, Owner owner) {
        this.line = line;
        this.parts = parts;
        this.owner = owner;
        Identifiers identifiers = parts.signalling().transactions().identifiers();
        this.messages = new LineMessages(line, identifiers.callId(), identifiers.tag());
        this.registration = ProviderRegistration.begin(line.expiry().orElseGet(owner::standardExpiry), now());
    }

    ProviderLine line() {
        return line;
    }

    ProviderRegistration registration() {
        return registration;
    }

    /** When it is tried or refreshed next. */
    Optional<Instant> next() {
        return next;
    }

    /** Where the provider was found last. */
    Set<InetSocketAddress> addresses() {
        return addresses;
    }

    /** What the provider's calls are known by, if it keeps the parameters of our Contact. */
    String token() {
        return messages.token();
    }

    /** Whether a request for this URI is for the contact that we gave this provider, whom alone we told its token. */
    boolean isCalledBy(SipUri uri, InetSocketAddress from) {
        if (messages.isOurs(uri)) {
            InetAddress host = from.getAddress();
            return addresses.stream().anyMatch(known -> known.getAddress().equals(host));
        }
        return registration.isBound(now())
                && uri.plainUser().filter(line.extension()::equals).isPresent()
                && addresses.contains(from);
    }

    /** The account that stands for the provider, if sip.conf has one. */
    Optional<Account> account() {
        return owner.account(line);
    }

    void begin(Duration after) {
        wake(after);
    }

    void remove() {
        if (timer != null) {
            timer.cancel();
        }
        on(new ProviderRegistration.Input.Removed());
    }

    private Instant now() {
        return parts.signalling().loop().now();
    }

    private void wake(Duration after) {
        next = Optional.of(now().plus(after));
        timer = parts.signalling().loop().schedule(after, () -> on(new ProviderRegistration.Input.Due()));
    }

    private void on(ProviderRegistration.Input input) {
        ProviderRegistration before = registration;
        ProviderRegistration.Step step = before.on(input, now(), parts.random());
        registration = step.next();
        if (before.state() != registration.state()) {
            tell(input);
        }
        for (ProviderRegistration.Action action : step.actions()) {
            switch (action) {
                case ProviderRegistration.Action.Register(Duration expiry) -> register(expiry);
                case ProviderRegistration.Action.Answer() -> answer();
                case ProviderRegistration.Action.Wake(Duration after) -> wake(after);
            }
        }
    }

    private void tell(ProviderRegistration.Input input) {
        switch (registration.state()) {
            case REGISTERED -> LOG.infof("%s is registered", line.name());
            case REJECTED ->
                LOG.warnf(
                        "%s is refused (%d)",
                        line.name(), registration.refusal().orElse(0));
            case FAILED -> LOG.warnf("%s is not registered: its provider cannot be reached", line.name());
            case TRYING, UNREGISTERED -> LOG.debugf("%s: %s", line.name(), input);
        }
    }

    private void register(Duration expiry) {
        Optional<Account> account = account();
        HostPort host = host(account);
        HostPort first =
                account.flatMap(known -> known.provider().outboundProxy()).orElse(host);
        var _ = parts.names()
                .apply(SipUri.of(first))
                .thenAcceptAsync(
                        found -> send(expiry, account, host, found),
                        parts.signalling().loop())
                .exceptionallyAsync(this::failed, parts.signalling().loop());
    }

    private Void failed(Throwable bug) {
        LOG.errorf(bug, "%s is not registered for a fault of ours: it is tried again", line.name());
        on(new ProviderRegistration.Input.Unavailable(Optional.empty()));
        return null;
    }

    private HostPort host(Optional<Account> account) {
        HostPort written = new HostPort(line.host(), line.port());
        return account.filter(known -> known.name().equals(line.host()))
                .flatMap(known -> known.provider().host())
                .orElse(written);
    }

    private void send(Duration expiry, Optional<Account> account, HostPort host, List<NextHop> found) {
        if (expiry.isPositive() && isRemoved()) {
            return;
        }
        if (found.isEmpty()) {
            destinations = Optional.empty();
            on(new ProviderRegistration.Input.Unavailable(Optional.empty()));
            return;
        }
        Set<InetSocketAddress> before = addresses;
        addresses = found.stream().map(NextHop::address).collect(Collectors.toUnmodifiableSet());
        owner.moved(this, before, addresses);
        Optional<Provider> provider = account.map(Account::provider);
        Optional<Secret> secret = line.secret().or(() -> provider.flatMap(Provider::secret));
        Identifiers identifiers = parts.signalling().transactions().identifiers();
        digest = secret.map(
                text -> new DigestClient(line.authUser().orElse(line.user()), text.reveal(), identifiers::tag));
        List<Flow> flows = found.stream()
                .map(hop -> parts.outside().flowTo(hop.address(), Optional.of(hop.protocol())))
                .toList();
        Failover ways = new Failover(parts.signalling(), flows.getFirst(), flows.subList(1, flows.size()));
        destinations = Optional.of(ways);
        toNextHop(messages.register(expiry, cseq, host, provider, identifiers.tag()), ways);
    }

    private void toNextHop(SipRequest request, Failover ways) {
        Flow way = ways.flow();
        send(
                request.edit()
                        .set(
                                "Contact",
                                messages.contact(parts.signalling().identity().shownOn(way), way.protocol()))
                        .build(),
                ways);
    }

    private void send(SipRequest request, Failover ways) {
        sent = request;
        cseq = request.cseq().number() + 1;
        ways.send(request, this::on);
    }

    private void answer() {
        credentials.ifPresent(request -> destinations.ifPresent(ways -> send(request, ways)));
        credentials = Optional.empty();
    }

    private boolean isFarewell() {
        return sent != null && sent.header("Expires").filter("0"::equals).isPresent();
    }

    private boolean isRemoved() {
        return registration.state() == ProviderRegistration.State.UNREGISTERED;
    }

    private void on(ClientTransaction.Event event) {
        if (isRemoved() && !isFarewell()) {
            // Its answer would only bind what is no longer wanted.
            return;
        }
        switch (event) {
            case ClientTransaction.Event.Provisional _ -> {}
            case ClientTransaction.Event.Final(SipResponse response) -> answered(response);
            case ClientTransaction.Event.TimedOut(), ClientTransaction.Event.TransportFailed _ ->
                unavailable(Optional.empty());
        }
    }

    private void answered(SipResponse response) {
        int status = response.status();
        if (status < 300) {
            on(new ProviderRegistration.Input.Accepted(messages.granted(response, registration.asked())));
        } else if (status == 401 || status == 407) {
            credentials = Optional.ofNullable(sent)
                    .flatMap(request -> digest.flatMap(client -> client.answer(request, response)));
            on(new ProviderRegistration.Input.Challenged(status, credentials.isPresent()));
        } else if (status == 423) {
            on(new ProviderRegistration.Input.TooBrief(
                    LineMessages.seconds(response, "Min-Expires").orElse(Duration.ZERO)));
        } else if ((status >= 500 && status < 600) || status == 408 || status == 480) {
            unavailable(LineMessages.seconds(response, "Retry-After"));
        } else {
            on(new ProviderRegistration.Input.Refused(status));
        }
    }

    /** The next destination, if there is one (RFC 3263 §4.3); else it is the provider that is not there. */
    private void unavailable(Optional<Duration> retryAfter) {
        Optional<Failover> next = destinations.filter(Failover::next);
        if (next.isEmpty() || sent == null) {
            on(new ProviderRegistration.Input.Unavailable(retryAfter));
        } else {
            toNextHop(sent.edit().set("CSeq", cseq + " " + Method.REGISTER).build(), next.get());
        }
    }
}

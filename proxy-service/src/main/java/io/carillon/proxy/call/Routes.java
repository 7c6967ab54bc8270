package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.transport.SipListener;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.account.AccountDirectory;
import io.carillon.proxy.dialplan.DialRequest;
import io.carillon.proxy.locate.NextHop;
import io.carillon.proxy.location.Binding;
import io.carillon.proxy.location.LocationDatabase;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Finds the contacts of callees, and the way to each: the account decides, the location database knows. Any thread. */
public final class Routes implements Routing {
    private static final Logger LOG = Logger.getLogger(Routes.class);

    /** Contacts of all targets of one Dial; more would be an amplifier. */
    private static final int MOST = 32;

    private final AccountDirectory accounts;
    private final LocationDatabase location;
    private final SipListener outside;
    private final HostPort inside;
    private final Function<SipUri, List<NextHop>> names;

    /** @param names finds where a contact with a host name is; may wait, and has an end */
    public Routes(
            AccountDirectory accounts,
            LocationDatabase location,
            SipListener outside,
            SipListener inside,
            Function<SipUri, List<NextHop>> names) {
        this.accounts = accounts;
        this.location = location;
        this.outside = outside;
        this.inside = inside.sentBy();
        this.names = names;
    }

    @Override
    public Found find(List<DialRequest.Target> targets) {
        List<Route> routes = new ArrayList<>();
        for (DialRequest.Target target : targets) {
            Optional<Account> account =
                    accounts.find(target.account()).filter(found -> found.type().mayBeCalled());
            if (account.isEmpty()) {
                LOG.infof("%s cannot be called: no such peer or friend in sip.conf", target.account());
                continue;
            }
            List<Binding> bindings = location.bindings(target.account());
            if (bindings.isEmpty()) {
                LOG.infof("%s is offline", target.account());
            }
            for (Binding binding : bindings) {
                if (routes.size() < MOST) {
                    route(account.get(), binding, routes.size()).ifPresent(routes::add);
                }
            }
        }
        return new Found(routes, 480);
    }

    private Optional<Route> route(Account callee, Binding binding, int index) {
        Optional<SipUri> contact = SipUri.tryParse(binding.contact());
        boolean natted = isNatted(callee, binding);
        Optional<InetSocketAddress> address = contact.flatMap(uri -> address(natted, binding, uri));
        if (address.isEmpty()) {
            LOG.warnf("%s has a contact that cannot be reached: %s", callee.name(), Printable.line(binding.contact()));
            return Optional.empty();
        }
        return Optional.of(new Route(
                new LegId("callee-" + index + "-" + UUID.randomUUID()),
                UUID.randomUUID().toString(),
                callee,
                contact.get(),
                outside.flowTo(address.get()),
                natted,
                List.of()));
    }

    /** What its account says, or, where that says nothing, whether it was seen elsewhere than its Contact says. */
    private boolean isNatted(Account callee, Binding binding) {
        return switch (callee.forceRport()) {
            case YES -> true;
            case NO -> false;
            case DETECT ->
                binding.path().stream()
                        .map(NameAddress::tryParse)
                        .flatMap(Optional::stream)
                        .map(NameAddress::uri)
                        .filter(uri -> uri.hostPort().equals(inside))
                        .anyMatch(uri -> uri.parameters().get("seen").isPresent());
        };
    }

    /** A phone behind a NAT is reached where it was seen, any other where its Contact says. */
    private Optional<InetSocketAddress> address(boolean natted, Binding binding, SipUri contact) {
        if (natted
                && binding.sourceAddress().isPresent()
                && binding.sourcePort().isPresent()) {
            return Reach.of(binding.sourceAddress().get(), binding.sourcePort().getAsInt());
        }
        return Reach.of(contact).or(() -> named(contact));
    }

    /** A phone may write any name: it is asked for off the loop, and in a bounded time that only calls to that phone wait. */
    private Optional<InetSocketAddress> named(SipUri contact) {
        return names.apply(contact).stream()
                .filter(hop -> hop.protocol() == outside.protocol())
                .map(NextHop::address)
                .findFirst();
    }
}

package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.SipListener;
import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.account.AccountDirectory;
import io.carillon.proxy.dialplan.DialRequest;
import io.carillon.proxy.locate.NextHop;
import io.carillon.proxy.location.Binding;
import io.carillon.proxy.location.LocationDatabase;
import io.carillon.proxy.signalling.PhonePath;
import io.carillon.proxy.signalling.Replicas;
import io.carillon.proxy.trunk.Qualifying;
import io.carillon.proxy.trunk.Trunks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Finds the contacts of callees, and the way to each: the account decides, the location database knows. Any thread. */
public final class Routes implements Routing {
    private static final Logger LOG = Logger.getLogger(Routes.class);

    /** Contacts of all targets of one Dial; more would be an amplifier. */
    private static final int MOST = 32;

    /** Of one name: whoever waits for a call does not wait for more. */
    private static final int MOST_DESTINATIONS = 4;

    private final AccountDirectory accounts;
    private final LocationDatabase location;
    private final SipListener outside;
    private final HostPort inside;
    private final Replicas voicemail;
    private final Function<SipUri, List<NextHop>> names;
    private final Predicate<String> unreachable;

    /**
     * @param names finds where a contact with a host name is; may wait, and has an end
     * @param unreachable whether an account was asked and did not answer ({@code qualify=})
     */
    public Routes(
            AccountDirectory accounts,
            LocationDatabase location,
            SipListener outside,
            SipListener inside,
            Replicas voicemail,
            Function<SipUri, List<NextHop>> names,
            Predicate<String> unreachable) {
        this.accounts = accounts;
        this.location = location;
        this.outside = outside;
        this.inside = inside.sentBy();
        this.voicemail = voicemail;
        this.names = names;
        this.unreachable = unreachable;
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
            if (unreachable.test(target.account())) {
                LOG.infof("%s is not called: it is UNREACHABLE", target.account());
                continue;
            }
            List<Route> found = to(account.get(), target.number(), routes.size());
            if (found.isEmpty()) {
                LOG.infof("%s is offline", target.account());
            }
            routes.addAll(found);
        }
        return new Found(routes, 480);
    }

    @Override
    public Found voicemail(VoicemailRequest request) {
        String mailbox = request.boxes().stream().findFirst().orElse("");
        Optional<Route> route = voicemail.choose(mailbox).map(flow -> Voicemail.route(request, flow));
        if (route.isEmpty()) {
            LOG.warn("There is no voicemail: no replica of it answers");
        }
        return new Found(route.stream().toList(), 480);
    }

    /**
     * The ways to an account, whether it may be called or not, and whatever is known of its reachability. A phone whose
     * connection stands needs no other way.
     */
    public List<Qualifying.Way> ways(Account account) {
        return to(account, Optional.empty(), 0).stream()
                .flatMap(route -> Stream.concat(
                                Stream.of(route.flow()),
                                route.flow().token().isPresent() ? Stream.empty() : route.others().stream())
                        .map(flow -> new Qualifying.Way(route.target(), flow, route.path())))
                .toList();
    }

    /** @param before routes of the same Dial that there are already */
    private List<Route> to(Account account, Optional<String> number, int before) {
        List<Route> routes = new ArrayList<>();
        for (Binding binding : location.bindings(account.name())) {
            if (before + routes.size() < MOST) {
                route(account, number, binding, before + routes.size()).ifPresent(routes::add);
            }
        }
        return routes;
    }

    /** @param number in place of what the contact says */
    private Optional<Route> route(Account callee, Optional<String> number, Binding binding, int index) {
        Optional<SipUri> contact = SipUri.tryParse(binding.contact())
                .map(uri -> number.map(uri::withUser).orElse(uri));
        Optional<HostPort> proxy = callee.provider().outboundProxy();
        Optional<SipUri> hop = ownHop(binding);
        boolean natted = proxy.isEmpty() && isNatted(callee, hop);
        boolean permanent = binding.path().isEmpty();
        List<Flow> flows = proxy.isPresent()
                ? direct(SipUri.of(proxy.get()))
                : contact.map(uri -> permanent ? direct(uri) : flows(hop.flatMap(SipUri::user), natted, binding, uri))
                        .orElse(List.of());
        if (flows.isEmpty() || contact.isEmpty()) {
            LOG.warnf("%s has a contact that cannot be reached: %s", callee.name(), Printable.line(binding.contact()));
            return Optional.empty();
        }
        return Optional.of(new Route(
                new LegId("callee-" + index + "-" + UUID.randomUUID()),
                UUID.randomUUID().toString(),
                callee,
                contact.get(),
                flows.getFirst(),
                flows.subList(1, flows.size()),
                natted,
                proxy.map(host -> NameAddress.of(Trunks.looseRouter(host))).stream()
                        .toList(),
                Optional.empty()));
    }

    /** What its account says, or, where that says nothing, whether it was seen elsewhere than its Contact says. */
    private static boolean isNatted(Account callee, Optional<SipUri> hop) {
        return switch (callee.forceRport()) {
            case YES -> true;
            case NO -> false;
            case DETECT -> hop.filter(PhonePath::isNatted).isPresent();
        };
    }

    /** What we wrote into the Path of its registration: no phone can, for what a phone writes there is dropped. */
    private Optional<SipUri> ownHop(Binding binding) {
        for (String hop : binding.path()) {
            Optional<SipUri> uri = NameAddress.tryParse(hop).map(NameAddress::uri);
            if (uri.isPresent() && uri.get().hostPort().equals(inside)) {
                return uri;
            }
        }
        return Optional.empty();
    }

    /**
     * A phone that registered by a connection is called on it. When it is gone or breaks, one that is behind no NAT and asks
     * for TCP is connected to; any other cannot be reached until it registers again (RFC 5626 §5.3).
     *
     * @param connection its token in the Path
     */
    private List<Flow> flows(Optional<String> connection, boolean natted, Binding binding, SipUri contact) {
        if (connection.isPresent()) {
            Optional<Flow> open = outside.connection(connection.get());
            boolean connects = !natted && contact.transport().equals(Optional.of(TransportProtocol.TCP));
            if (open.isEmpty()) {
                return connects ? direct(contact) : List.of();
            }
            Optional<Flow> anew = Reach.of(contact)
                    .filter(_ -> connects)
                    .map(address -> outside.flowTo(address, contact.transport()));
            return Stream.concat(open.stream(), anew.stream()).toList();
        }
        if (natted
                && binding.sourceAddress().isPresent()
                && binding.sourcePort().isPresent()) {
            return Reach.of(binding.sourceAddress().get(), binding.sourcePort().getAsInt())
                    .map(outside::flowTo)
                    .stream()
                    .toList();
        }
        return direct(contact);
    }

    /** A phone may write any name: it is asked for off the loop, and in a bounded time that only calls to that phone wait. */
    private List<Flow> direct(SipUri contact) {
        return Reach.of(contact)
                .map(address -> List.of(outside.flowTo(address, contact.transport())))
                .orElseGet(() -> names.apply(contact).stream()
                        .limit(MOST_DESTINATIONS)
                        .map(hop -> outside.flowTo(hop.address(), Optional.of(hop.protocol())))
                        .toList());
    }
}

package io.carillon.proxy.locate;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.proxy.locate.Question.RecordType;
import io.carillon.proxy.locate.ResourceRecord.Address;
import io.carillon.proxy.locate.ResourceRecord.Pointer;
import io.carillon.proxy.locate.ResourceRecord.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The way from a SIP URI to its next hops (RFC 3263 §4), a set of questions at a time: NAPTR, then SRV, then addresses,
 * each left out where the URI says enough. Does no I/O: whoever runs it asks, and gives the answers back. What could not
 * be answered counts as not there, so that a broken name server does not hide the addresses.
 */
sealed interface Locating {
    /** Servers of one name that are considered; a request that 8 of them refused has little to gain from a ninth. */
    int MOST_SERVERS = 8;

    /** Destinations found in all. */
    int MOST_HOPS = 16;

    /** What is to be done next. */
    sealed interface Step {
        record Ask(List<Question> questions, Locating next) implements Step {
            public Ask {
                questions = List.copyOf(questions);
            }
        }

        /** @param hops in the order to try them; empty if the name leads nowhere */
        record Done(List<NextHop> hops) implements Step {
            public Done {
                hops = List.copyOf(hops);
            }
        }
    }

    /** @param random decides among SRV records of one priority */
    Step on(Map<Question, List<ResourceRecord>> answers, Rules rules, RandomGenerator random);

    /** RFC 3263 §4.1: what the URI itself says of transport and port. */
    static Step begin(SipUri uri, Rules rules) {
        String host = uri.parameters().get("maddr").orElse(uri.host());
        Optional<TransportProtocol> asked = uri.transport();
        TransportProtocol protocol = secured(asked.orElse(TransportProtocol.UDP), uri.secure());
        if (!rules.transports().contains(protocol) && (asked.isPresent() || uri.secure())) {
            return new Step.Done(List.of());
        }
        Optional<InetAddress> literal = HostPort.addressOf(host);
        int port = uri.port().orElse(defaultPort(protocol));
        if (literal.isPresent()) {
            return new Step.Done(List.of(new NextHop(protocol, new InetSocketAddress(literal.get(), port))));
        }
        if (uri.port().isPresent() || !rules.services()) {
            return Addresses.ask(List.of(new Server(host, port, protocol)));
        }
        return asked.isPresent()
                ? Services.ask(host, protocol, List.of(new Kind(serviceName(host, protocol), protocol)))
                : new Step.Ask(
                        List.of(new Question(host, RecordType.NAPTR)), new Pointers(host, protocol, uri.secure()));
    }

    /** A sips URI means TLS, whatever transport it names beneath (RFC 3261 §26.2.2). */
    private static TransportProtocol secured(TransportProtocol protocol, boolean secure) {
        return !secure
                ? protocol
                : switch (protocol) {
                    case UDP, TCP, TLS, SCTP -> TransportProtocol.TLS;
                    case WS, WSS -> TransportProtocol.WSS;
                };
    }

    private static int defaultPort(TransportProtocol protocol) {
        return protocol == TransportProtocol.TLS ? HostPort.DEFAULT_PORT + 1 : HostPort.DEFAULT_PORT;
    }

    private static String serviceName(String host, TransportProtocol protocol) {
        return switch (protocol) {
                    case UDP -> "_sip._udp.";
                    case TCP, WS -> "_sip._tcp.";
                    case TLS, WSS -> "_sips._tcp.";
                    case SCTP -> "_sip._sctp.";
                }
                + host;
    }

    /** A server whose addresses are to be found. */
    record Server(String name, int port, TransportProtocol protocol) {}

    /** A name to ask SRV records of, and the transport that they are for. */
    record Kind(String name, TransportProtocol protocol) {}

    /** NAPTR was asked for: which transports, in whose order of preference (§4.1). */
    record Pointers(String host, TransportProtocol otherwise, boolean secure) implements Locating {
        private static final Map<String, TransportProtocol> SERVICES = Map.of(
                "SIP+D2U", TransportProtocol.UDP,
                "SIP+D2T", TransportProtocol.TCP,
                "SIPS+D2T", TransportProtocol.TLS,
                "SIP+D2S", TransportProtocol.SCTP);

        @Override
        public Step on(Map<Question, List<ResourceRecord>> answers, Rules rules, RandomGenerator random) {
            List<Kind> kinds =
                    of(answers.getOrDefault(new Question(host, RecordType.NAPTR), List.of()), Pointer.class).stream()
                            .filter(pointer -> pointer.flags().equalsIgnoreCase("s"))
                            .sorted(Comparator.comparingInt(Pointer::order).thenComparingInt(Pointer::preference))
                            .flatMap(pointer -> kind(pointer, rules).stream())
                            .limit(MOST_SERVERS)
                            .toList();
            if (!kinds.isEmpty()) {
                return Services.ask(host, otherwise, kinds);
            }
            List<TransportProtocol> possible = secure ? List.of(otherwise) : rules.transports();
            return Services.ask(
                    host,
                    otherwise,
                    possible.stream()
                            .map(protocol -> new Kind(serviceName(host, protocol), protocol))
                            .toList());
        }

        private Optional<Kind> kind(Pointer pointer, Rules rules) {
            return Optional.ofNullable(SERVICES.get(pointer.service().toUpperCase(Locale.ROOT)))
                    .filter(rules.transports()::contains)
                    .filter(protocol -> !secure || protocol == TransportProtocol.TLS)
                    .map(protocol -> new Kind(pointer.replacement(), protocol));
        }
    }

    /** SRV was asked for, of one name a transport (§4.2). */
    record Services(String host, TransportProtocol otherwise, List<Kind> kinds) implements Locating {
        static Step ask(String host, TransportProtocol otherwise, List<Kind> kinds) {
            return new Step.Ask(
                    kinds.stream()
                            .map(kind -> new Question(kind.name(), RecordType.SRV))
                            .distinct()
                            .toList(),
                    new Services(host, otherwise, kinds));
        }

        @Override
        public Step on(Map<Question, List<ResourceRecord>> answers, Rules rules, RandomGenerator random) {
            List<Server> servers = new ArrayList<>();
            boolean known = false;
            for (Kind kind : kinds) {
                List<Service> services =
                        of(answers.getOrDefault(new Question(kind.name(), RecordType.SRV), List.of()), Service.class);
                known |= !services.isEmpty();
                Weighted.order(services, random).stream()
                        .filter(service -> !service.target().isEmpty())
                        .map(service -> new Server(service.target(), service.port(), kind.protocol()))
                        .forEach(servers::add);
            }
            // Records that all say "not here" are an answer too (RFC 2782): no address stands in for them.
            return known
                    ? Addresses.ask(servers.stream().limit(MOST_SERVERS).toList())
                    : Addresses.ask(List.of(new Server(host, defaultPort(otherwise), otherwise)));
        }
    }

    /** The addresses of these servers were asked for, both families at once. */
    record Addresses(List<Server> servers) implements Locating {
        static Step ask(List<Server> servers) {
            if (servers.isEmpty()) {
                return new Step.Done(List.of());
            }
            return new Step.Ask(
                    servers.stream()
                            .flatMap(server -> Stream.of(
                                    new Question(server.name(), RecordType.AAAA),
                                    new Question(server.name(), RecordType.A)))
                            .distinct()
                            .toList(),
                    new Addresses(servers));
        }

        /** IPv6 before IPv4, where we have it (RFC 6724 §2.1). */
        @Override
        public Step on(Map<Question, List<ResourceRecord>> answers, Rules rules, RandomGenerator random) {
            List<NextHop> hops = new ArrayList<>();
            for (Server server : servers) {
                for (RecordType type : List.of(RecordType.AAAA, RecordType.A)) {
                    of(answers.getOrDefault(new Question(server.name(), type), List.of()), Address.class).stream()
                            .map(Address::address)
                            .filter(rules.reachable())
                            .map(address ->
                                    new NextHop(server.protocol(), new InetSocketAddress(address, server.port())))
                            .forEach(hops::add);
                }
            }
            return new Step.Done(hops.stream().distinct().limit(MOST_HOPS).toList());
        }
    }

    private static <R extends ResourceRecord> List<R> of(List<ResourceRecord> records, Class<R> type) {
        return records.stream().filter(type::isInstance).map(type::cast).toList();
    }
}

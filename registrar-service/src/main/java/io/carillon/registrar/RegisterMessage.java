package io.carillon.registrar;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.Via;
import io.carillon.registrar.registration.ContactUri;
import io.carillon.registrar.registration.FlowId;
import io.carillon.registrar.registration.RegisterRequest;
import io.carillon.registrar.registration.RequestedContact;
import io.carillon.registrar.registration.Source;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads REGISTER messages as facts. */
final class RegisterMessage {
    private static final String WILDCARD = "*";
    /** Options of a REGISTER that are understood here: RFC 3327, RFC 5626. */
    private static final Set<String> UNDERSTOOD = Set.of("path", "outbound");

    /** Longer than any honest one; it is stored with every binding. */
    private static final int MAX_USER_AGENT = 128;

    private RegisterMessage() {}

    /** @param from who sent us the message: a proxy, or a phone that speaks to us directly */
    static RegisterRequest read(SipRequest message, InetSocketAddress from) {
        boolean wildcard = message.headers("Contact").contains(WILDCARD);
        return new RegisterRequest(
                message.callId(),
                message.cseq().number(),
                wildcard,
                wildcard ? besideWildcard(message) : contacts(message.contacts()),
                seconds(message.expires()),
                message.headers("Path"),
                message.header("User-Agent").map(RegisterMessage::shortened),
                source(message.vias(), from));
    }

    /** What it requires and we do not know, for the 420's Unsupported (RFC 3261 §8.2.2.3, §10.3 step 2). */
    static List<String> notUnderstood(SipRequest message) {
        return message.headers("Require").stream()
                .filter(option -> !UNDERSTOOD.contains(option.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static List<RequestedContact> besideWildcard(SipRequest message) {
        return contacts(message.headers("Contact").stream()
                .filter(value -> !value.equals(WILDCARD))
                .map(NameAddress::parse)
                .toList());
    }

    private static List<RequestedContact> contacts(List<NameAddress> addresses) {
        List<RequestedContact> contacts = new ArrayList<>(addresses.size());
        for (NameAddress address : addresses) {
            contacts.add(new RequestedContact(
                    new ContactUri(address.uri().toString()),
                    seconds(address.expires()),
                    address.qThousandths(),
                    flow(address)));
        }
        return contacts;
    }

    private static Optional<FlowId> flow(NameAddress address) {
        OptionalLong regId = address.regId();
        return regId.isEmpty()
                ? Optional.empty()
                : address.instance().map(instance -> new FlowId(instance, (int) regId.getAsLong()));
    }

    private static Optional<Duration> seconds(OptionalLong seconds) {
        return seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsLong())) : Optional.empty();
    }

    private static String shortened(String text) {
        return text.length() <= MAX_USER_AGENT ? text : text.substring(0, MAX_USER_AGENT);
    }

    /**
     * Where the phone is: what the proxy that sent us the message stamped into the Via below its own (RFC 3261 §18.2.1,
     * RFC 3581 §4). Vias further down were written by others and say nothing.
     */
    static Source source(List<Via> vias, InetSocketAddress from) {
        if (vias.size() < 2) {
            return new Source(
                    from.getAddress().getHostAddress(),
                    from.getPort(),
                    vias.getFirst().protocol().name());
        }
        Via phone = vias.get(1);
        HostPort sentBy = phone.sentBy();
        return new Source(
                unbracketed(phone.received().orElse(sentBy.host())),
                phone.rport().orElse(sentBy.portOr(HostPort.DEFAULT_PORT)),
                phone.protocol().name().toUpperCase(Locale.ROOT));
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}

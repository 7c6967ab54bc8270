package io.carillon.proxy.registration;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Parameters;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.Via;
import io.carillon.protocol.sip.transaction.Identifiers;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.ResponseRoute;
import io.carillon.protocol.sip.transport.SipListener;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Forwards REGISTER to a registrar and its answer to the phone, without any state (RFC 3261 §16.11): the phone's own
 * retransmissions carry it over a loss or over the loss of a registrar. Owned by the signalling loop.
 */
public final class RegisterForwarder {
    private static final int USUAL_MAX_FORWARDS = 70;

    /** How long a phone should wait while no registrar is there, seconds. */
    private static final String RETRY_AFTER = "5";

    private final TransactionLayer transactions;
    private final Registrars registrars;
    private final SipListener inside;
    private final SipListener outside;

    public RegisterForwarder(
            TransactionLayer transactions, Registrars registrars, SipListener inside, SipListener outside) {
        this.transactions = transactions;
        this.registrars = registrars;
        this.inside = inside;
        this.outside = outside;
    }

    public void forward(SipRequest register, Flow from) {
        int hops = register.maxForwards().orElse(USUAL_MAX_FORWARDS);
        String account = register.to().uri().user().orElse("");
        Optional<Flow> registrar = registrars.choose(account);
        if (hops == 0) {
            transactions.sendStateless(
                    register.response(483)
                            .toTag(Identifiers.statelessTag(register))
                            .build(),
                    from);
        } else if (registrar.isEmpty()) {
            transactions.sendStateless(
                    register.response(503)
                            .toTag(Identifiers.statelessTag(register))
                            .set("Retry-After", RETRY_AFTER)
                            .build(),
                    from);
        } else {
            transactions.sendStateless(forwarded(register, from, hops), registrar.get());
        }
    }

    /** The phone's request as the registrar gets it. */
    private SipRequest forwarded(SipRequest register, Flow from, int hops) {
        return register.edit()
                .set("Max-Forwards", Integer.toString(hops - 1))
                // A phone is the first hop: whatever path it claims is not one that we could trust.
                .remove("Path")
                .remove("Route")
                .add("Path", path(register.topVia(), from))
                .pushVia(via(register))
                .build();
    }

    /** This proxy; and where the phone was seen, if that is not where it believes to be (a NAT is between). */
    private String path(Via phone, Flow from) {
        String seen = differs(phone) ? ";seen=" + text(from.remote()) : "";
        return "<sip:" + inside.sentBy() + ";lr" + seen + ">";
    }

    private static boolean differs(Via phone) {
        int written = phone.sentBy().portOr(HostPort.DEFAULT_PORT);
        return phone.rport().orElse(written) != written
                || phone.received()
                        .flatMap(HostPort::addressOf)
                        .filter(address -> !phone.sentBy().isAt(address))
                        .isPresent();
    }

    private static String text(InetSocketAddress address) {
        return HostPort.hostOf(address.getAddress()) + ":" + address.getPort();
    }

    /** The branch is made from the phone's, so that a retransmission stays one for the registrar (§16.11). */
    private Via via(SipRequest register) {
        return new Via(
                TransportProtocol.UDP,
                inside.sentBy(),
                Parameters.NONE.with("branch", Identifiers.statelessBranch(register)));
    }

    /** The registrar's answer: our Via goes, the phone's own says where to. */
    public void answer(SipResponse response) {
        if (response.vias().size() < 2) {
            return;
        }
        SipResponse own = response.edit().popVia().build();
        ResponseRoute.target(own.topVia()).ifPresent(phone -> transactions.sendStateless(own, outside.flowTo(phone)));
    }
}

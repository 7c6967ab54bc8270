package io.carillon.proxy.registration;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.Parameters;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.TransportProtocol;
import io.carillon.protocol.sip.Via;
import io.carillon.protocol.sip.transaction.Identifiers;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.ResponseRoute;
import io.carillon.protocol.sip.transport.SipListener;
import io.carillon.proxy.signalling.PhonePath;
import io.carillon.proxy.signalling.Replicas;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Forwards REGISTER to a registrar and its answer to the phone, without any state (RFC 3261 §16.11): the phone's own
 * retransmissions carry it over a loss or over the loss of a registrar; for phones that do not retransmit, ours do. Owned
 * by the signalling loop.
 */
public final class RegisterForwarder {
    private static final int USUAL_MAX_FORWARDS = 70;

    /** In our Via, which nobody but the registrar sees: the connection that the REGISTER came on. */
    private static final String FLOW = "flow";

    /** How long a phone should wait while no registrar is there, seconds. */
    private static final String RETRY_AFTER = "5";

    private final TransactionLayer transactions;
    private final Replicas registrars;
    private final SipListener inside;
    private final SipListener outside;
    private final RepeatedRegisters repeated;
    private final Consumer<String> registered;

    /** @param registered told the account of each REGISTER that was accepted, before its phone is */
    public RegisterForwarder(
            Loop loop,
            TransactionLayer transactions,
            Replicas registrars,
            SipListener inside,
            SipListener outside,
            Consumer<String> registered) {
        this.repeated = new RepeatedRegisters(loop);
        this.transactions = transactions;
        this.registrars = registrars;
        this.inside = inside;
        this.outside = outside;
        this.registered = registered;
    }

    public void forward(SipRequest register, Flow from) {
        int hops = register.maxForwards().orElse(USUAL_MAX_FORWARDS);
        String account = register.to().uri().user().orElse("");
        Optional<Flow> registrar = registrars.choose(account);
        List<String> required = register.headers("Proxy-Require");
        if (!required.isEmpty()) {
            // RFC 3261 §16.3 step 5: as a proxy we know no extension that a phone may need of one.
            transactions.sendStateless(
                    register.response(420)
                            .toTag(Identifiers.statelessTag(register))
                            .set("Unsupported", String.join(", ", required))
                            .build(),
                    from);
        } else if (hops == 0) {
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
            SipRequest forwarded = forwarded(register, from, hops);
            if (from.protocol().reliable()) {
                repeated.send(
                        branch(forwarded),
                        () -> registrars
                                .choose(account)
                                .ifPresent(present -> transactions.sendStateless(forwarded, present)));
            } else {
                transactions.sendStateless(forwarded, registrar.get());
            }
        }
    }

    private static String branch(SipMessage message) {
        return message.topVia().branch().orElse("");
    }

    /** The phone's request as the registrar gets it. */
    private SipRequest forwarded(SipRequest register, Flow from, int hops) {
        return register.edit()
                .set("Max-Forwards", Integer.toString(hops - 1))
                // A phone is the first hop: whatever path it claims is not one that we could trust.
                .remove("Path")
                .remove("Route")
                .add("Path", PhonePath.of(register.topVia(), from, inside.sentBy()))
                .pushVia(via(register, from))
                .build();
    }

    /**
     * The branch is made from the phone's, so that a retransmission stays one for the registrar (§16.11). The phone's
     * connection comes back with the answer.
     */
    private Via via(SipRequest register, Flow from) {
        Parameters branch = Parameters.NONE.with("branch", Identifiers.statelessBranch(register));
        return new Via(
                TransportProtocol.UDP,
                inside.sentBy(),
                from.token().map(token -> branch.with(FLOW, token)).orElse(branch));
    }

    /** The registrar's answer: our Via goes; it or the phone's own says where to. */
    public void answer(SipResponse response) {
        if (response.vias().size() < 2) {
            return;
        }
        repeated.answered(branch(response));
        if (response.isSuccess()) {
            // Whoever calls the phone from now on finds it where it says. Until it was committed nothing was new: a
            // REGISTER that a stranger sends in the name of an account costs no look-up.
            response.to().uri().plainUser().ifPresent(registered);
        }
        SipResponse own = response.edit().popVia().build();
        way(response.topVia().parameters().get(FLOW), own.topVia())
                .ifPresent(phone -> transactions.sendStateless(own, phone));
    }

    /** Back on the connection; when that is closed, by a new one to where the phone says that it listens (§18.2.2). */
    private Optional<Flow> way(Optional<String> connection, Via phone) {
        if (connection.isEmpty()) {
            return ResponseRoute.target(phone).map(outside::flowTo);
        }
        return connection
                .flatMap(outside::connection)
                .or(() -> ResponseRoute.sentBy(phone)
                        .map(address -> outside.flowTo(address, Optional.of(phone.protocol()))));
    }
}

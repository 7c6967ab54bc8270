package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.Printable;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Who takes part in a call after somebody has handed it over (RFC 5589) or taken a party's place (RFC 3891): media, record and
 * accounts follow. Straight-line code on the call's virtual thread.
 */
final class Succession {
    private static final Logger LOG = Logger.getLogger(Succession.class);

    private final CallCommands call;
    private final CallMedia media;
    private final CallRecord record;
    private final Parties parties;
    private final Renegotiation renegotiation;

    Succession(CallCommands call, CallMedia media, CallRecord record, Parties parties, Renegotiation renegotiation) {
        this.call = call;
        this.media = media;
        this.record = record;
        this.parties = parties;
        this.renegotiation = renegotiation;
    }

    /** Whom the caller was joined with is the caller from now on, and alone. */
    void becomes(LegId successor) {
        parties.left(media.bridge().caller());
        renegotiation.comeBack(Optional.of(media.bridge().caller()));
        media.bridge().succeed(successor);
    }

    /** The callee has handed the call over: the caller goes on alone. */
    void isLeft(LegId callee) {
        renegotiation.comeBack(Optional.of(callee));
        media.bridge().leave(callee);
    }

    /** Somebody has come in the place of a party. */
    void replaced(CallEvent.Replaced event) {
        LegId newcomer = event.newcomer();
        Newcomer party = event.party();
        renegotiation.settle(event.gone());
        renegotiation.comeBack(Optional.of(event.gone()));
        parties.left(event.gone());
        parties.arrived(newcomer, party.account());
        record.replaced(event.gone(), newcomer, party);
        switch (party.approach()) {
            case Newcomer.Approach.Connected() ->
                arrange(event, Optional.empty(), sdp -> renegotiation.offerPlace(newcomer, sdp));
            case Newcomer.Approach.Inviting(Optional<String> offer) ->
                arrange(event, offer, sdp -> call.acceptNewcomer(newcomer, sdp));
        }
    }

    private void arrange(CallEvent.Replaced event, Optional<String> offer, Consumer<String> tell) {
        switch (media.replace(event.gone(), event.newcomer(), event.party().media(), offer)) {
            case CallMedia.Outcome.Sdp(String sdp) -> tell.accept(sdp);
            case CallMedia.Outcome.Refused(CallMedia.Refusal refusal) -> {
                LOG.warnf(
                        "%s cannot take the call over: %s",
                        event.party().account().name(), Printable.line(refusal.why()));
                call.drop(event.newcomer(), refusal.status());
            }
        }
    }
}

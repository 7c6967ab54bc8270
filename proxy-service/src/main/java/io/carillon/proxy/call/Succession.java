package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.Printable;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.dialplan.Caller;
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
    private final Inbox inbox;
    private final CallMedia media;
    private final CallRecord record;
    private final Parties parties;
    private final Renegotiation renegotiation;
    private Caller caller;

    /** @param caller who the plan begins with */
    Succession(
            CallCommands call,
            Inbox inbox,
            CallMedia media,
            CallRecord record,
            Parties parties,
            Renegotiation renegotiation,
            Caller caller) {
        this.call = call;
        this.inbox = inbox;
        this.media = media;
        this.record = record;
        this.parties = parties;
        this.renegotiation = renegotiation;
        this.caller = caller;
    }

    /** Who the plan sees as its caller at present. */
    Caller caller() {
        return caller;
    }

    /** The plan has its caller called otherwise: those who are called from now on see that, too. */
    void present(String name, String number) {
        Account account = parties.of(media.bridge().caller());
        caller = new Caller(account.name(), number, name, caller.dialled(), caller.language());
        call.present(account.showing(name, number, account.anonymous()));
    }

    private void callerIs(Account account) {
        caller = new Caller(
                account.name(), account.callerNumber(), account.callerName(), caller.dialled(), account.language());
    }

    /** Whom the caller was joined with is the caller from now on, and alone. */
    void becomes(LegId successor) {
        parties.left(media.bridge().caller());
        renegotiation.comeBack(Optional.of(media.bridge().caller()));
        media.bridge().succeed(successor);
        callerIs(parties.of(successor));
        parties.departure(successor).ifPresent(how -> inbox.put(new CallEvent.CallerGone(how)));
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
        if (event.gone().equals(media.bridge().caller())) {
            callerIs(party.account());
        }
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

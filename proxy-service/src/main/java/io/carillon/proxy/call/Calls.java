package io.carillon.proxy.call;

import io.carillon.facts.FactId;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.dialog.DialogId;
import io.carillon.protocol.sip.dialog.Replaces;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.call.CallRecord.CallStart;
import io.carillon.proxy.signalling.Signalling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Every call of this process, and which of them a message belongs to. Owned by the signalling loop. */
public final class Calls {
    /** A call holds some 50 KiB here, a virtual thread, and two pairs of ports at a relay. */
    private static final int LIMIT = 10_000;

    private static final int USUAL_MAX_FORWARDS = 70;

    private final Signalling signalling;
    private final CallParts parts;
    private final Dialogs dialogs = new Dialogs();
    private final Map<ServerTransaction, Call> byInvite = new HashMap<>();
    private volatile int size;

    public Calls(Signalling signalling, CallParts parts) {
        this.signalling = signalling;
        this.parts = parts;
    }

    /** Calls whose last fact is not told yet. Any thread. */
    public int size() {
        return size;
    }

    /** For an administrator. */
    public CallList list() {
        return new CallList(signalling.loop(), byInvite::values);
    }

    public boolean full() {
        return size() >= LIMIT;
    }

    /**
     * Begins a call: the caller is known, and its plan has the extension.
     *
     * @return false where the caller has as many calls as it may: nothing has begun
     */
    boolean begin(Admission admission, Dialog dialog) {
        Optional<AccountCalls.Counted> counted = parts.accountCalls().made(admission.caller());
        counted.ifPresent(call -> begin(admission, dialog, call));
        return counted.isPresent();
    }

    private void begin(Admission admission, Dialog dialog, AccountCalls.Counted counted) {
        try {
            start(admission, dialog, counted);
        } catch (RuntimeException bug) {
            counted.close();
            throw bug;
        }
    }

    private void start(Admission admission, Dialog dialog, AccountCalls.Counted counted) {
        ServerTransaction transaction = admission.transaction();
        transaction.trying();
        Inbox inbox = new Inbox();
        Invitation invitation = new Invitation(
                admission.caller(),
                transaction.request().maxForwards().orElse(USUAL_MAX_FORWARDS) - 1,
                signalling.transactions().identifiers()::tag);
        Call call = new Call(
                signalling,
                new Call.Home(dialogs, parts.keeper(), () -> ended(transaction, counted)),
                invitation,
                admission,
                dialog,
                inbox);
        byInvite.put(transaction, call);
        size = byInvite.size();
        PlanRun.start(signalling.loop(), parts, call, inbox, admission, counted);
    }

    /**
     * An admitted INVITE that asks for the place of a party of a call (RFC 3891 §3).
     *
     * @return what it is to be answered; empty when the call answers it
     */
    OptionalInt replace(Admission admission, Dialog dialog, Replaces replaces) {
        Optional<Leg> replaced = dialogs.find(replaces.dialog()).map(DialogUse::leg);
        if (replaced.isPresent()
                && replaces.earlyOnly()
                && replaced.get().established().isPresent()) {
            return OptionalInt.of(486);
        }
        boolean taken = replaced.isPresent()
                && replaced.get().owner() instanceof Call call
                && call.succession().replace(replaced.get(), admission, dialog);
        return taken ? OptionalInt.empty() : OptionalInt.of(481);
    }

    private void ended(ServerTransaction invite, AccountCalls.Counted counted) {
        counted.close();
        byInvite.remove(invite);
        size = byInvite.size();
    }

    /** An authenticated call that its plan does not know: told as begun and ended. */
    void tellRefused(ServerTransaction transaction, Account caller, String extension, int status) {
        CallStart start = new CallStart(
                FactId.at(signalling.loop().now()),
                signalling.loop().now(),
                CallRecord.party(caller),
                extension,
                caller.context(),
                extension,
                transaction.request().callId());
        CallRecord record = new CallRecord(start, parts.clock(), parts.tell());
        parts.ended().accept(record.ended(start.time(), status, Q850.ofStatus(status), List.of(), List.of()));
    }

    /** A request within a dialog (RFC 3261 §12.2.2). */
    public Optional<DialogUse> find(SipRequest request) {
        return DialogId.of(request).flatMap(dialogs::find);
    }

    public void acknowledged(SipRequest ack) {
        find(ack).ifPresent(dialog -> dialog.acknowledged(ack));
    }

    public void cancelled(ServerTransaction invite) {
        Call call = byInvite.get(invite);
        if (call != null) {
            call.cancelled();
        }
    }

    /** The process stops: everybody is told. */
    public void endAll() {
        Map.copyOf(byInvite).values().forEach(Call::shutDown);
    }
}

package io.carillon.voicemail.call;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.dialog.DialogId;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Every call of this process, and which of them a message belongs to. Owned by the signalling loop. */
public final class Calls {
    private final Loop loop;
    private final TransactionLayer transactions;
    private final CallParts parts;
    private final int limit;
    private final Map<DialogId, VoicemailCall> byDialog = new HashMap<>();
    /** Calls whose thread has not come to its end: it may outlive the dialog by what it has to finish. */
    private final AtomicInteger size = new AtomicInteger();

    /** @param limit how many calls there may be at once */
    public Calls(Loop loop, TransactionLayer transactions, CallParts parts, int limit) {
        this.loop = loop;
        this.transactions = transactions;
        this.parts = parts;
        this.limit = limit;
    }

    /** Any thread. */
    public int size() {
        return size.get();
    }

    public boolean full() {
        return size() >= limit;
    }

    /** Begins a call; nothing is said of it yet. */
    public void begin(ServerTransaction invite, Dialog dialog, VoicemailRequest request) {
        new Begun(invite, dialog, request).start();
    }

    /** What binds a call on the loop to its thread. */
    private final class Begun implements VoicemailCall.Home {
        private final VoicemailCall call;
        private final CallRun run;

        Begun(ServerTransaction invite, Dialog dialog, VoicemailRequest request) {
            Inbox inbox = new Inbox();
            call = new VoicemailCall(loop, invite, new InDialog(transactions, invite.flow(), dialog), inbox, this);
            run = new CallRun(parts, call, request, inbox);
        }

        void start() {
            byDialog.put(call.id(), call);
            size.incrementAndGet();
            run.start(size::decrementAndGet);
        }

        @Override
        public void reoffered(ServerTransaction transaction, Optional<String> sdp) {
            run.reoffered(transaction, sdp);
        }

        @Override
        public void answered(String sdp) {
            run.answered(sdp);
        }

        @Override
        public void ended(VoicemailCall over) {
            byDialog.remove(over.id());
        }
    }

    /** The call that a request belongs to (RFC 3261 §12.2.2). */
    private Optional<VoicemailCall> find(SipRequest request) {
        return DialogId.of(request).flatMap(id -> Optional.ofNullable(byDialog.get(id)));
    }

    /** @return false where no call of ours is meant */
    public boolean has(SipRequest request) {
        return find(request).isPresent();
    }

    /** A request within a call. */
    public void request(ServerTransaction transaction, SipRequest request) {
        find(request).ifPresent(call -> call.request(transaction, request));
    }

    public void acknowledged(SipRequest ack) {
        find(ack).ifPresent(call -> call.acknowledged(ack));
    }

    public void cancelled(ServerTransaction invite) {
        byDialog.values().stream()
                .filter(call -> call.invite().equals(invite))
                .findFirst()
                .ifPresent(VoicemailCall::cancelled);
    }

    /** What an INVITE is refused for whatever it asks. */
    public static Optional<SipResponse> objection(SipRequest invite, String tag) {
        return VoicemailCall.objection(invite, tag);
    }

    /** The process stops: everybody is told. */
    public void endAll() {
        List.copyOf(byDialog.values()).forEach(VoicemailCall::shutDown);
    }
}

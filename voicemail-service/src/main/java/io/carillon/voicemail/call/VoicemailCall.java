package io.carillon.voicemail.call;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SessionBody;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.DialogId;
import io.carillon.protocol.sip.dialog.KeyPress;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.ReliableAnswer;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call on the signalling loop, which owns it: performs what {@link InviteUsage} decides, and answers what the caller asks
 * within the dialog. {@link #accept}, {@link #refuse}, {@link #hangUp} and {@link #answer} may be called on any thread.
 */
final class VoicemailCall {
    private static final SessionTimer.Policy SESSIONS = new SessionTimer.Policy(
            SessionTimer.Mode.ACCEPT,
            SessionTimer.Policy.DEFAULT.interval(),
            SessionTimer.Policy.SHORTEST,
            SessionTimer.Refresher.UAC);

    private static final String RETRY_AFTER = "10";

    private final Loop loop;
    private final ServerTransaction invite;
    private final InDialog dialog;
    private final Inbox inbox;
    private final Home home;
    private final SessionTimer.Answer timer;
    private final SessionWatch session;
    private InviteUsage state = new InviteUsage.Proceeding();
    private @Nullable ReliableAnswer unacknowledged;
    /** The caller's offer, or wish for one, that our media is asked about. */
    private @Nullable ServerTransaction reoffer;

    private boolean offered;

    /** Told on the loop. */
    interface Home {
        /** The caller describes its media anew, or wants an offer: {@link #answer} is to follow. */
        void reoffered(ServerTransaction transaction, Optional<String> sdp);

        /** An offer of ours, in a 2xx to a re-INVITE, is answered. */
        void answered(String sdp);

        /** Nothing of this call comes or goes any more. */
        void ended(VoicemailCall call);
    }

    VoicemailCall(Loop loop, ServerTransaction invite, InDialog dialog, Inbox inbox, Home home) {
        this.loop = loop;
        this.invite = invite;
        this.dialog = dialog;
        this.inbox = inbox;
        this.home = home;
        this.timer = SessionTimer.answer(invite.request(), SESSIONS);
        this.session = new SessionWatch(loop, dialog, () -> on(new InviteUsage.Input.Unheard()));
        this.offered = SessionBody.description(invite.request()).isEmpty();
        dialog.learn(invite.request());
    }

    /** What an INVITE is refused for before there is a call: the session it wants would be too short, or is unreadable. */
    static Optional<SipResponse> objection(SipRequest invite, String tag) {
        return switch (SessionTimer.answer(invite, SESSIONS)) {
            case SessionTimer.Answer.TooShort tooShort ->
                Optional.of(tooShort.refuse(invite).toTag(tag).build());
            case SessionTimer.Answer.Malformed _ ->
                Optional.of(invite.response(400).toTag(tag).build());
            case SessionTimer.Answer.With _, SessionTimer.Answer.Without() -> Optional.empty();
        };
    }

    DialogId id() {
        return dialog.id();
    }

    ServerTransaction invite() {
        return invite;
    }

    void accept(String sdp) {
        loop.execute(() -> on(new InviteUsage.Input.Accept(sdp)));
    }

    void refuse(int status) {
        loop.execute(() -> on(new InviteUsage.Input.Refuse(status)));
    }

    void hangUp(VoicemailResult result) {
        loop.execute(() -> on(new InviteUsage.Input.HangUp(result)));
    }

    void cancelled() {
        on(new InviteUsage.Input.Cancelled());
    }

    /** The process stops. */
    void shutDown() {
        on(new InviteUsage.Input.HangUp(VoicemailResult.failed()));
        inbox.put(new CallEvent.Gone());
    }

    private void on(InviteUsage.Input input) {
        boolean before = state instanceof InviteUsage.Ended;
        Step step = InviteUsage.on(state, input);
        state = step.state();
        step.actions().forEach(this::perform);
        if (!before && state instanceof InviteUsage.Ended) {
            end();
        }
    }

    private void perform(InviteUsage.Action action) {
        switch (action) {
            case InviteUsage.Action.Respond(int status) -> refuseInvite(status);
            case InviteUsage.Action.Answer(String sdp) -> {
                dialog.confirm();
                SipResponse answer = dialog.success(invite.request(), Optional.of(sdp), timer);
                unacknowledged = new ReliableAnswer(loop, invite, answer, this::unheard);
                session.described(sdp);
                session.refreshed(timer.timer());
            }
            case InviteUsage.Action.StopAnswer() -> stopAnswer();
            case InviteUsage.Action.SendBye(VoicemailResult result) -> dialog.bye(result);
            case InviteUsage.Action.TellGone() -> inbox.put(new CallEvent.Gone());
        }
    }

    private void refuseInvite(int status) {
        SipResponse refusal = dialog.response(invite.request(), status);
        invite.respond(
                status == 503 ? refusal.edit().set("Retry-After", RETRY_AFTER).build() : refusal);
    }

    private void unheard() {
        on(new InviteUsage.Input.Unheard());
    }

    private void stopAnswer() {
        if (unacknowledged != null) {
            unacknowledged.stop();
            unacknowledged = null;
        }
    }

    private void end() {
        stopAnswer();
        session.end();
        if (reoffer != null) {
            // §15.1.2: nobody answers it any more.
            reoffer.respond(dialog.response(reoffer.request(), 487));
            reoffer = null;
        }
        home.ended(this);
    }

    void acknowledged(SipRequest ack) {
        ReliableAnswer waiting = unacknowledged;
        if (waiting == null || !waiting.answers(ack.cseq().number())) {
            return;
        }
        stopAnswer();
        Optional<String> answer = SessionBody.description(ack).filter(_ -> offered);
        offered = false;
        if (invite.request().cseq().number() == ack.cseq().number()) {
            inbox.put(new CallEvent.Confirmed(answer));
            on(new InviteUsage.Input.Acknowledged());
        } else {
            answer.ifPresent(home::answered);
        }
    }

    void request(ServerTransaction transaction, SipRequest request) {
        if (!dialog.inOrder(request)) {
            // §12.2.2: a CSeq lower than the last one.
            respond(transaction, 500);
            return;
        }
        List<String> required = Identity.SERVER.notUnderstood(request);
        if (!required.isEmpty()) {
            transaction.respond(dialog.response(request, 420)
                    .edit()
                    .set("Unsupported", String.join(", ", required))
                    .build());
            return;
        }
        switch (request.method().name()) {
            case "BYE" -> {
                respond(transaction, 200);
                on(new InviteUsage.Input.ByeReceived());
            }
            case "INVITE", "UPDATE" -> refreshed(transaction, request);
            case "INFO" -> told(transaction, request);
            case "OPTIONS" -> respond(transaction, 200);
            case "PRACK" -> respond(transaction, 481);
            case "NOTIFY", "SUBSCRIBE" -> respond(transaction, 489);
            case "REFER" -> respond(transaction, 603);
            default -> respond(transaction, 405);
        }
    }

    /** A key, or a sign of life (RFC 6086 §4.2.2 for whatever else). */
    private void told(ServerTransaction transaction, SipRequest info) {
        if (info.body().length == 0) {
            respond(transaction, 200);
        } else if (!KeyPress.isToldBy(info)) {
            respond(transaction, 415);
        } else {
            Optional<KeyPress> key = KeyPress.of(info);
            key.ifPresent(pressed -> inbox.put(new CallEvent.Key(pressed.digit(), true)));
            respond(transaction, key.isPresent() ? 200 : 400);
        }
    }

    private void refreshed(ServerTransaction transaction, SipRequest request) {
        dialog.learn(request);
        Optional<SipResponse> objection = objection(request, dialog.id().localTag());
        if (objection.isPresent()) {
            transaction.respond(objection.get());
        } else if (reoffer != null) {
            transaction.respond(dialog.notYet(request));
        } else if (offers(request) && (unacknowledged != null || session.isAsking())) {
            // RFC 3261 §14.2, RFC 3311 §5.2: one of ours has no answer yet.
            respond(transaction, 491);
        } else {
            switch (SessionBody.of(request)) {
                case SessionBody.NotUnderstood unread ->
                    transaction.respond(
                            unread.refuse(request).toTag(dialog.id().localTag()).build());
                case SessionBody.Description(String sdp) -> ask(transaction, Optional.of(sdp));
                case SessionBody.None() -> {
                    if (request.is(Method.UPDATE)) {
                        succeed(transaction, Optional.empty());
                    } else {
                        ask(transaction, Optional.empty());
                    }
                }
            }
        }
    }

    /** Whether it offers media, or asks for an offer; an UPDATE that does neither meets nothing of ours. */
    private static boolean offers(SipRequest request) {
        return request.is(Method.INVITE) || request.body().length > 0;
    }

    private void ask(ServerTransaction transaction, Optional<String> sdp) {
        reoffer = transaction;
        home.reoffered(transaction, sdp);
    }

    /** What is to be said to what {@link Home#reoffered} told. */
    void answer(ServerTransaction transaction, CallMedia.Outcome outcome) {
        loop.execute(() -> {
            if (!transaction.equals(reoffer)) {
                // The dialog has ended meanwhile, and so has this.
                return;
            }
            reoffer = null;
            switch (outcome) {
                case CallMedia.Outcome.Sdp(String sdp) -> succeed(transaction, Optional.of(sdp));
                case CallMedia.Outcome.Refused(int status, String _) -> respond(transaction, status);
            }
        });
    }

    private void succeed(ServerTransaction transaction, Optional<String> sdp) {
        SipRequest request = transaction.request();
        SessionTimer.Answer agreed = SessionTimer.answer(request, SESSIONS);
        SipResponse response = dialog.success(request, sdp, agreed);
        sdp.ifPresent(session::described);
        session.refreshed(agreed.timer());
        if (request.is(Method.INVITE)) {
            offered = SessionBody.description(request).isEmpty();
            unacknowledged = new ReliableAnswer(loop, transaction, response, this::unheard);
        } else {
            transaction.respond(response);
        }
    }

    private void respond(ServerTransaction transaction, int status) {
        transaction.respond(dialog.response(transaction.request(), status));
    }
}

package io.carillon.proxy.call;

import io.carillon.config.sip.SipGeneral;
import io.carillon.protocol.sdp.AllowList;
import io.carillon.protocol.sdp.Audio;
import io.carillon.protocol.sdp.SessionDescription;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.ResponseEdit;
import io.carillon.protocol.sip.SessionBody;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.dialog.Replaces;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.Identifiers;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.authentication.Authentication;
import io.carillon.proxy.configuration.DialPlans;
import io.carillon.proxy.configuration.SipSettings;
import io.carillon.proxy.signalling.Identity;
import io.carillon.proxy.signalling.Signalling;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What an INVITE must pass before its plan begins. Owned by the signalling loop. */
public final class Entrance {
    private static final Logger LOG = Logger.getLogger(Entrance.class);

    /** Seconds after which a caller refused for want of room, or of a plan, may try again. */
    private static final String RETRY_AFTER = "5";

    /** The extension of a Request-URI without a user, as in Asterisk. */
    private static final String START = "s";

    /** The reason phrase that chan_sip gives. */
    private static final String CALL_LIMIT = "Temporarily Unavailable (Call limit)";

    private final Signalling signalling;
    private final Authentication authentication;
    private final SipSettings settings;
    private final DialPlans plans;
    private final Calls calls;

    public Entrance(
            Signalling signalling, Authentication authentication, SipSettings settings, DialPlans plans, Calls calls) {
        this.signalling = signalling;
        this.authentication = authentication;
        this.settings = settings;
        this.plans = plans;
        this.calls = calls;
    }

    /**
     * Whose INVITE outside of any dialog this is. Empty when it is answered already (483, 420, 401, 403, 404 to guests), which is done
     * without a transaction: what nobody has vouched for costs no memory (RFC 3261 §26.3.2.4).
     */
    public Optional<Account> admit(SipRequest invite, Flow flow) {
        List<String> required = Identity.SERVER.notUnderstood(invite);
        if (invite.maxForwards().orElse(1) == 0) {
            refuse(invite.response(483), invite, flow);
        } else if (!required.isEmpty()) {
            refuse(invite.response(420).set("Unsupported", String.join(", ", required)), invite, flow);
        } else {
            return authentication.check(invite, flow).filter(caller -> mayTry(caller, invite, flow));
        }
        return Optional.empty();
    }

    /** A guest's wrong number is no call that anybody should hear of, and must cost as little as a missing password. */
    private boolean mayTry(Account caller, SipRequest invite, Flow flow) {
        boolean wrongNumber = caller.isGuest()
                && invite.header(Replaces.HEADER).isEmpty()
                && plans.current()
                        .filter(plan -> plan.plan()
                                .has(
                                        caller.context(),
                                        invite.requestUri().plainUser().orElse(START),
                                        caller.callerNumber()))
                        .isEmpty();
        if (wrongNumber) {
            refuse(invite.response(404), invite, flow);
        }
        return !wrongNumber;
    }

    private void refuse(ResponseEdit response, SipRequest invite, Flow flow) {
        signalling
                .transactions()
                .answerStateless(
                        response.toTag(Identifiers.statelessTag(invite))
                                .set("Server", Identity.PRODUCT)
                                .build(),
                        flow);
    }

    /** The account of ours that sent this request; where none did, it is answered. */
    public Optional<Account> sender(SipRequest request, Flow flow) {
        return authentication.check(request, flow);
    }

    /** An OPTIONS to the server itself, or to an extension that somebody may dial (RFC 3261 §11). */
    public boolean knows(SipRequest options) {
        Optional<String> extension = options.requestUri().plainUser();
        String context = settings.current().map(SipGeneral::context).orElse("default");
        return extension.isEmpty()
                || plans.current()
                        .filter(plan -> plan.plan().has(context, extension.get(), ""))
                        .isPresent();
    }

    /** An admitted INVITE, in the transaction that was made for it. */
    public void invited(ServerTransaction transaction, Account caller) {
        SipRequest invite = transaction.request();
        String extension = invite.requestUri().plainUser().orElse(START);
        Optional<DialPlans.Numbered> plan = plans.current();
        if (plan.isEmpty() || calls.full()) {
            LOG.warnf(
                    "The call to %s is refused: %s",
                    Printable.line(extension), plan.isEmpty() ? "no dial plan yet" : "too many calls");
            transaction.respond(
                    response(transaction, 503).set("Retry-After", RETRY_AFTER).build());
        } else if (invite.header(Replaces.HEADER).isPresent()) {
            replace(new Admission(transaction, caller, extension, plan.get()));
        } else if (!plan.get().plan().has(caller.context(), extension, caller.callerNumber())) {
            LOG.infof(
                    "%s dialled %s, which context %s does not have",
                    caller.name(), Printable.line(extension), caller.context());
            refuse(transaction, 404);
            calls.tellRefused(transaction, caller, extension, 404);
        } else if (!sessionFits(transaction, caller)) {
            LOG.infof("%s asks for a session timer that is not agreed to", caller.name());
        } else if (isUnderstood(transaction, caller) && mediaFits(transaction, caller)) {
            begin(new Admission(transaction, caller, extension, plan.get()));
        }
    }

    /** Whether the session may have the timer that is asked for (RFC 4028 §9); where not, that is answered. */
    private boolean sessionFits(ServerTransaction transaction, Account caller) {
        SipRequest invite = transaction.request();
        SessionTimer.Policy sessions = caller.sessions();
        if (sessions.mode() == SessionTimer.Mode.REFUSE && invite.lists("Require", SessionTimer.OPTION)) {
            transaction.respond(response(transaction, 420)
                    .set("Unsupported", SessionTimer.OPTION)
                    .build());
            return false;
        }
        return switch (SessionTimer.answer(invite, sessions)) {
            case SessionTimer.Answer.TooShort tooShort -> {
                transaction.respond(ours(tooShort.refuse(invite)).build());
                yield false;
            }
            case SessionTimer.Answer.Malformed(String header) -> {
                transaction.respond(ours(invite.response(400, "Bad " + header)).build());
                yield false;
            }
            case SessionTimer.Answer.With _, SessionTimer.Answer.Without() -> true;
        };
    }

    private void begin(Admission admission) {
        ServerTransaction transaction = admission.transaction();
        Optional<Dialog> dialog = dialog(admission);
        if (dialog.isEmpty()) {
            // RFC 3261 §8.1.1.8: an INVITE has a Contact.
            refuse(transaction, 400);
        } else if (!calls.begin(admission, dialog.get())) {
            Account caller = admission.caller();
            LOG.infof("%s has as many calls as its call-limit allows", caller.name());
            transaction.respond(
                    ours(transaction.request().response(480, CALL_LIMIT)).build());
            calls.tellRefused(transaction, caller, admission.extension(), 480);
        }
    }

    /** An INVITE that asks for the place of a party of a call (RFC 3891 §3); no stranger gets one. */
    private void replace(Admission admission) {
        ServerTransaction transaction = admission.transaction();
        SipRequest invite = transaction.request();
        List<String> headers = invite.headers(Replaces.HEADER);
        Optional<Replaces> replaces = Replaces.parse(headers.getFirst());
        Optional<Dialog> dialog = dialog(admission);
        if (admission.caller().isGuest()) {
            refuse(transaction, 403);
        } else if (headers.size() > 1 || replaces.isEmpty() || dialog.isEmpty()) {
            refuse(transaction, 400);
        } else if (isUnderstood(transaction, admission.caller())
                && mediaFits(transaction, admission.caller())
                && sessionFits(transaction, admission.caller())) {
            calls.replace(admission, dialog.get(), replaces.get()).ifPresent(status -> refuse(transaction, status));
        }
    }

    private Optional<Dialog> dialog(Admission admission) {
        return Dialog.callee(
                admission.transaction().request(),
                signalling.transactions().identifiers().tag());
    }

    /** Whether the body is one that we read (RFC 3261 §8.2.3); where it is not, that is answered. */
    private boolean isUnderstood(ServerTransaction transaction, Account caller) {
        SipRequest invite = transaction.request();
        if (SessionBody.of(invite) instanceof SessionBody.NotUnderstood unread) {
            LOG.infof(
                    "%s describes its session by %s",
                    caller.name(), Printable.line(invite.contentType().orElse("a body without a type")));
            transaction.respond(ours(unread.refuse(invite)).build());
            return false;
        }
        return true;
    }

    /** The same for what it offers. */
    private boolean mediaFits(ServerTransaction transaction, Account caller) {
        boolean fits = SessionBody.description(transaction.request())
                .filter(offer -> !isUsable(offer, caller))
                .isEmpty();
        if (!fits) {
            LOG.infof("%s offers no codec that its account allows", caller.name());
            refuse(transaction, 488);
        }
        return fits;
    }

    /** Whether the offer can be read and has a codec that the account allows. */
    private static boolean isUsable(String text, Account caller) {
        return switch (SessionDescription.parse(text)) {
            case SessionDescription.Parsed.Description(SessionDescription offer) ->
                Audio.in(offer)
                        // A name in c= would make a relay ask DNS; no phone writes one.
                        .filter(audio -> audio.rtp().isPresent())
                        .filter(audio -> new AllowList(caller.codecs()).hasAny(audio.formats()))
                        .isPresent();
            case SessionDescription.Parsed.Malformed(int line, String cause) -> {
                LOG.infof(
                        "%s sent a session description whose line %d cannot be read: %s",
                        caller.name(), line, Printable.line(cause));
                yield false;
            }
        };
    }

    private void refuse(ServerTransaction transaction, int status) {
        transaction.respond(response(transaction, status).build());
    }

    private ResponseEdit response(ServerTransaction transaction, int status) {
        return ours(transaction.request().response(status));
    }

    private ResponseEdit ours(ResponseEdit response) {
        return response.toTag(signalling.transactions().identifiers().tag()).set("Server", Identity.PRODUCT);
    }
}

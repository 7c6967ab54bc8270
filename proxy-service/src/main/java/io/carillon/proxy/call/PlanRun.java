package io.carillon.proxy.call;

import io.carillon.facts.CallFact.Hangup;
import io.carillon.facts.FactId;
import io.carillon.facts.MediaFact;
import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.media.control.SessionListener;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.SessionBody;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.dialog.KeyPress;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.checkpoint.Checkpoint.LegMedia;
import io.carillon.proxy.checkpoint.Checkpoint.PlanStep;
import io.carillon.proxy.dialplan.Caller;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.Executed;
import io.carillon.proxy.dialplan.HungUp;
import io.carillon.proxy.dialplan.Interpreter;
import io.carillon.proxy.dialplan.PlanListener;
import io.carillon.proxy.dialplan.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** One call from its first priority to its last fact. Straight-line code on the call's virtual thread. */
final class PlanRun implements PlanListener {
    private static final Logger LOG = Logger.getLogger(PlanRun.class);

    /** Our own fault, which the log tells. */
    private static final Ending BROKEN = new Ending(500, Q850.TEMPORARY_FAILURE);

    private final CallParts parts;
    private final Call call;
    private final CallCommands commands;
    private final Admission admission;
    private final SipRequest invite;
    private final CallMedia media;
    private final CallRecord record;
    private final CallChannel channel;
    private final Inbox inbox;
    /** What the relay told last: all that is known when it is lost before the call ends. */
    private volatile List<LegFigures> measured = List.of();

    PlanRun(CallParts parts, Call call, Inbox inbox, Admission admission, AccountCalls.Counted counted) {
        this.parts = parts;
        this.call = call;
        this.commands = call.commands();
        this.inbox = inbox;
        this.admission = admission;
        this.invite = admission.transaction().request();
        Account caller = admission.caller();
        this.record = new CallRecord(start(caller), parts.clock(), parts.tell());
        this.media = new CallMedia(
                new CallSession(parts.relays(), new SessionId(call.id()), invite.callId(), new Told()),
                MediaParty.of(caller, admission.transaction().flow(), commands.identity()),
                SessionBody.description(invite),
                SessionBody.description(invite).isPresent() || Provisionals.areAcknowledged(invite));
        this.channel = new CallChannel(
                commands,
                inbox,
                media,
                parts.routing(),
                record,
                parts.clock(),
                parts.inProgress(),
                admission.plan().plan(),
                new Parties(parts.accountCalls(), caller, counted),
                new Caller(
                        caller.name(),
                        caller.callerNumber(),
                        caller.callerName(),
                        admission.extension(),
                        caller.language()));
    }

    /** Begins the call's virtual thread. On the loop. */
    static void start(
            Loop loop, CallParts parts, Call call, Inbox inbox, Admission admission, AccountCalls.Counted counted) {
        loop.startThread("call-" + call.id(), () -> {
            PlanRun plan;
            try {
                plan = new PlanRun(parts, call, inbox, admission, counted);
            } catch (RuntimeException bug) {
                LOG.errorf(
                        bug,
                        "The call of %s does not begin for a fault of ours",
                        admission.caller().name());
                call.commands().finish(BROKEN.sipStatus());
                call.commands().over();
                return;
            }
            plan.run();
        });
    }

    private void run() {
        MDC.put("callId", Printable.line(invite.callId()));
        parts.inProgress().begin();
        Ending ending = BROKEN;
        try {
            ending = plan();
        } catch (RuntimeException bug) {
            LOG.errorf(
                    bug,
                    "The call of %s is ended by a fault of ours",
                    admission.caller().name());
        } finally {
            end(ending);
        }
    }

    private Ending plan() {
        LOG.info(admission.caller().name() + " dials " + Printable.line(admission.extension()));
        try {
            return Interpreter.run(
                    channel, admission.plan().plan(), admission.caller().context(), admission.extension(), this);
        } catch (HungUp left) {
            record.hungUp(inbox.departure().map(how -> how.by(Hangup.CALLER)).orElse(Hangup.SYSTEM));
            return left.ending();
        }
    }

    @Override
    public void runs(Executed executed) {
        call.runs(executed);
        parts.steps().runs(this::channelName, executed);
    }

    private String channelName() {
        return CallViewing.name(admission.caller().name(), call.id() + "/" + Bridge.CALLER);
    }

    @Override
    public void at(Step step) {
        PlanStep place = new PlanStep(step.context(), step.extension(), step.priority(), step.variables());
        record.at(place);
        commands.checkpoint(record.checkpoint(media.place(), media.agreed()));
    }

    private void end(Ending ending) {
        // Not once its figures are in, which may take half a second.
        Instant over = parts.clock().instant();
        commands.finish(ending.sipStatus());
        // Whoever calls again at once has room for it: only this call's figures are still awaited.
        channel.everybodyLeft();
        try {
            List<LegFigures> last = media.release();
            int told = record.isAnswered() ? 200 : ending.sipStatus();
            parts.ended()
                    .accept(record.ended(
                            over, told, ending.cause(), last.isEmpty() ? measured : last, media.codecs(Bridge.CALLER)));
        } finally {
            channel.ended();
            commands.over();
        }
    }

    private CallRecord.CallStart start(Account caller) {
        return new CallRecord.CallStart(
                call.id(),
                parts.clock().instant(),
                CallRecord.party(caller),
                admission.extension(),
                caller.context(),
                admission.extension(),
                invite.callId());
    }

    private final class Told implements SessionListener {
        @Override
        public void told(MediaEvent event) {
            measured(event);
        }

        @Override
        public void lost() {
            inbox.put(new CallEvent.MediaLost());
        }
    }

    /** On the thread of the relay's connection. */
    private void measured(MediaEvent event) {
        Instant now = parts.clock().instant();
        switch (event) {
            case MediaEvent.Quality(SessionId _, List<LegFigures> legs) -> {
                measured = legs;
                commands.measured(legs.stream().map(PlanRun::media).toList());
                legs.forEach(leg -> parts.tell().accept(quality(leg, now)));
            }
            case MediaEvent.Silent(SessionId _, var leg, var silence) ->
                parts.tell().accept(new MediaFact.LegSilent(FactId.at(now), now, call.id(), leg.value(), silence));
            case MediaEvent.Digit(SessionId _, var leg, char digit, var duration) -> {
                KeyPress key = new KeyPress(digit, duration);
                record.pressed(leg, key);
                var _ = inbox.offer(new CallEvent.KeyPressed(leg, key, true));
            }
            case MediaEvent.Played played ->
                inbox.put(new CallEvent.Played(played.playback(), played.end(), played.why()));
            case MediaEvent.Recorded _ -> LOG.debug("the proxy records nothing");
            case MediaEvent.StillThere _ -> LOG.debug("the relay pool answers for every call");
        }
    }

    private MediaFact.LegQuality quality(LegFigures leg, Instant now) {
        return new MediaFact.LegQuality(
                FactId.at(now), now, call.id(), leg.leg().value(), leg.codec(), CallRecord.figures(leg));
    }

    private static LegMedia media(LegFigures leg) {
        return new LegMedia(leg.leg().value(), leg.codec().stream().toList(), Optional.of(CallRecord.figures(leg)));
    }
}

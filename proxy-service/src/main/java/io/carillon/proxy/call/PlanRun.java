package io.carillon.proxy.call;

import io.carillon.facts.CallFact.Hangup;
import io.carillon.facts.FactId;
import io.carillon.facts.MediaFact;
import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.checkpoint.Checkpoint.PlanStep;
import io.carillon.proxy.dialplan.Caller;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.HungUp;
import io.carillon.proxy.dialplan.Interpreter;
import io.carillon.proxy.dialplan.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** One call from its first priority to its last fact. Straight-line code on the call's virtual thread. */
final class PlanRun {
    private static final Logger LOG = Logger.getLogger(PlanRun.class);

    /** The caller left before the plan was over. */
    private static final Ending LEFT = new Ending(487, Q850.NORMAL_CLEARING);

    /** Our own fault; the thread's death is in the log. */
    private static final Ending BROKEN = new Ending(500, 41);

    private final CallParts parts;
    private final Call call;
    private final Admission admission;
    private final SipRequest invite;
    private final CallMedia media;
    private final CallRecord record;
    private final CallChannel channel;

    PlanRun(CallParts parts, Call call, Inbox inbox, Admission admission) {
        this.parts = parts;
        this.call = call;
        this.admission = admission;
        this.invite = admission.transaction().request();
        Account caller = admission.caller();
        this.record = new CallRecord(start(caller), parts.clock(), parts.tell());
        this.media = new CallMedia(
                parts.relays(),
                new SessionId(call.id()),
                CallMedia.Party.of(caller, admission.transaction().flow()),
                offer(),
                this::measured);
        this.channel = new CallChannel(
                call,
                inbox,
                media,
                parts.routing(),
                record,
                parts.clock(),
                new Caller(caller.name(), caller.callerNumber(), caller.callerName(), admission.extension()));
    }

    /** Begins the call's virtual thread. */
    static void start(CallParts parts, Call call, Inbox inbox, Admission admission) {
        Thread.ofVirtual().name("call-" + call.id()).start(() -> new PlanRun(parts, call, inbox, admission).run());
    }

    private void run() {
        MDC.put("callId", invite.callId());
        Ending ending = BROKEN;
        try {
            LOG.infof("%s dials %s", admission.caller().name(), admission.extension());
            ending = Interpreter.run(
                    channel, admission.plan().plan(), admission.caller().context(), admission.extension(), this::at);
        } catch (HungUp _) {
            record.hungUp(Hangup.CALLER);
            ending = LEFT;
        } finally {
            end(ending);
        }
    }

    private void at(Step step) {
        PlanStep place = new PlanStep(step.context(), step.extension(), step.priority(), step.variables());
        record.at(place);
        call.checkpoint(record.checkpoint(media.place()));
    }

    private void end(Ending ending) {
        call.finish(ending.sipStatus());
        List<LegFigures> figures = media.release();
        int told = record.isAnswered() ? 200 : ending.sipStatus();
        parts.ended().accept(record.ended(told, ending.cause(), figures, media.codecs(CallMedia.CALLER)));
        parts.keeper().forget(call.id());
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

    private Optional<String> offer() {
        return invite.body().length == 0
                ? Optional.empty()
                : Optional.of(new String(invite.body(), StandardCharsets.UTF_8));
    }

    /** On the thread of the relay's connection. */
    private void measured(MediaEvent event) {
        Instant now = parts.clock().instant();
        switch (event) {
            case MediaEvent.Quality(SessionId _, List<LegFigures> legs) ->
                legs.forEach(leg -> parts.tell()
                        .accept(new MediaFact.LegQuality(
                                FactId.at(now),
                                now,
                                call.id(),
                                leg.leg().value(),
                                leg.codec(),
                                CallRecord.figures(leg))));
            case MediaEvent.Silent(SessionId _, var leg, var silence) ->
                parts.tell().accept(new MediaFact.LegSilent(FactId.at(now), now, call.id(), leg.value(), silence));
            case MediaEvent.Digit(SessionId _, var leg, char digit, var duration) ->
                parts.tell()
                        .accept(new MediaFact.DigitPressed(
                                FactId.at(now), now, call.id(), leg.value(), digit, duration));
            case MediaEvent.StillThere _ -> LOG.debug("the relay pool answers for every call");
        }
    }
}

package io.carillon.proxy.call;

import io.carillon.facts.CallFact;
import io.carillon.facts.CallFact.Hangup;
import io.carillon.facts.CallFact.Transfer;
import io.carillon.facts.CallLeg;
import io.carillon.facts.Fact;
import io.carillon.facts.FactId;
import io.carillon.facts.MediaFact;
import io.carillon.facts.MediaFigures;
import io.carillon.facts.Party;
import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.dialog.KeyPress;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.checkpoint.Checkpoint;
import io.carillon.proxy.checkpoint.Checkpoint.LegMedia;
import io.carillon.proxy.checkpoint.Checkpoint.MediaPlace;
import io.carillon.proxy.checkpoint.Checkpoint.PlanStep;
import io.carillon.proxy.dialplan.CallSoFar;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a call while it lives and when it ends. Owned by the call's virtual thread; facts leave by `tell`,
 * which never waits.
 */
final class CallRecord {
    /**
     * Of one call in its last fact, which Kafka takes up to a megabyte of: eight Dials of the most contacts there may be. A plan
     * may go on dialling for as long as its caller waits; who answered is told in any case.
     */
    private static final int MOST_SIP_CALL_IDS = 256;

    private final Consumer<Fact> tell;
    private final InstantSource clock;
    private final CallStart start;
    private volatile boolean confidential;
    private final Map<LegId, Called> called = new LinkedHashMap<>();
    private final List<String> sipCallIds = new ArrayList<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private Optional<Instant> answer = Optional.empty();
    private Optional<LegId> answeredBy = Optional.empty();
    private @Nullable Hangup hangup;
    private PlanStep step;

    /** What is known of a call when its plan begins. */
    record CallStart(
            String callId,
            Instant time,
            Party caller,
            String dialled,
            String context,
            String extension,
            String sipCallId) {}

    private static final String DIALLED = "Dial";

    /** @param by the application that called it */
    private record Called(Party party, String sipCallId, String by) {}

    CallRecord(CallStart start, InstantSource clock, Consumer<Fact> tell) {
        this.start = start;
        this.clock = clock;
        this.tell = tell;
        this.step = new PlanStep(start.context(), start.extension(), 1, Map.of());
        sipCallIds.add(start.sipCallId());
        tell.accept(new CallFact.CallStarted(
                start.callId(),
                start.time(),
                start.caller(),
                start.dialled(),
                start.context(),
                start.extension(),
                start.sipCallId()));
    }

    static Party party(Account account) {
        return new Party(
                account.name(),
                account.isGuest() ? Optional.empty() : Optional.of(account.name()),
                Optional.of(account.callerName()).filter(name -> !name.isEmpty()),
                Optional.of(account.callerNumber()));
    }

    void dialling(Route route) {
        called(route.leg(), new Called(party(route.callee()), route.callId(), application(route)));
    }

    private static String application(Route route) {
        return route.voicemail()
                .map(asked -> switch (asked.purpose()) {
                    case LEAVE -> "VoiceMail";
                    case HEAR -> "VoiceMailMain";
                })
                .orElse(DIALLED);
    }

    private void called(LegId leg, Called callee) {
        called.put(leg, callee);
        if (sipCallIds.size() < MOST_SIP_CALL_IDS) {
            sipCallIds.add(callee.sipCallId());
        }
    }

    /** These of those called did not answer, or too late. */
    void lost(List<LegId> legs) {
        legs.forEach(called::remove);
    }

    void ringing(LegId leg, int status) {
        Called callee = called.get(leg);
        if (callee != null) {
            Instant now = clock.instant();
            tell.accept(new CallFact.CallRinging(
                    FactId.at(now), now, start.callId(), callee.party(), status, callee.sipCallId()));
        }
    }

    /** The caller was answered; `by` is the leg it was joined with, or nobody where the plan answered itself. */
    void answered(Optional<LegId> by) {
        Instant now = clock.instant();
        answer = Optional.of(now);
        Optional<Called> callee = by.flatMap(leg -> Optional.ofNullable(called.get(leg)));
        String application = by.isPresent() ? callee.map(Called::by).orElse(DIALLED) : "Answer";
        tell.accept(new CallFact.CallAnswered(start.callId(), now, callee.map(Called::party), application));
    }

    /** The plan tells the rest of the company something. */
    void userEvent(String name, Map<String, String> fields) {
        Instant now = clock.instant();
        tell.accept(new CallFact.UserEvent(FactId.at(now), now, start.callId(), name, fields));
    }

    /** The plan adds something to the last fact. */
    void note(String field, String value) {
        notes.put(field, value);
    }

    CallSoFar soFar() {
        return new CallSoFar(start.callId(), start.time(), answer);
    }

    /** The party of this leg hands the call over. */
    void transferred(LegId by, String target, Transfer kind) {
        Instant now = clock.instant();
        tell.accept(new CallFact.CallTransferred(FactId.at(now), now, start.callId(), party(by), target, kind));
    }

    /** Whether keys are nobody's business: a PIN for voicemail may be among them. */
    void confidential(boolean yes) {
        confidential = yes;
    }

    /** A party has pressed a key. */
    void pressed(LegId leg, KeyPress key) {
        if (confidential) {
            return;
        }
        Instant now = clock.instant();
        tell.accept(new MediaFact.DigitPressed(
                FactId.at(now), now, start.callId(), leg.value(), key.digit(), key.duration()));
    }

    /** Another party goes on in the place of this one. */
    void replaced(LegId gone, LegId newcomer, Newcomer party) {
        transferred(gone, party.account().name(), Transfer.ATTENDED);
        called(newcomer, new Called(party(party.account()), party.callId(), DIALLED));
        if (answeredBy.equals(Optional.of(gone))) {
            answeredBy = Optional.of(newcomer);
        }
    }

    private Party party(LegId leg) {
        return Optional.ofNullable(called.get(leg)).map(Called::party).orElse(start.caller());
    }

    void joined(LegId leg) {
        answeredBy = Optional.of(leg);
    }

    void hungUp(Hangup by) {
        if (hangup == null) {
            hangup = by;
        }
    }

    void at(PlanStep reached) {
        step = reached;
    }

    /** All but the dialogs, which the signalling loop adds. */
    Checkpoint checkpoint(Optional<MediaPlace> media, List<LegMedia> agreed) {
        return new Checkpoint(
                start.callId(),
                start.time(),
                answer,
                start.caller(),
                start.dialled(),
                step,
                callee().map(Called::party),
                List.of(),
                media,
                agreed);
    }

    private Optional<Called> callee() {
        return answeredBy.flatMap(leg -> Optional.ofNullable(called.get(leg)));
    }

    boolean isAnswered() {
        return answer.isPresent();
    }

    /** The last fact of the call, which was over at this time. */
    CallFact.CallEnded ended(
            Instant end, int sipStatus, int cause, List<LegFigures> figures, List<String> callerCodecs) {
        Optional<Called> callee = callee();
        var ended = new CallFact.CallEnded(
                start.callId(),
                start.time(),
                answer,
                end,
                start.caller(),
                start.dialled(),
                callee.map(Called::party),
                step.context(),
                step.extension(),
                hangup == null ? Hangup.SYSTEM : hangup,
                sipStatus,
                cause,
                leg(start.sipCallId(), Bridge.CALLER, figures, callerCodecs),
                answeredBy.map(id -> leg(callee.map(Called::sipCallId).orElse(""), id, figures, List.of())),
                sipCallIds,
                notes);
        tell.accept(ended);
        return ended;
    }

    private static CallLeg leg(String sipCallId, LegId id, List<LegFigures> figures, List<String> codecs) {
        Optional<LegFigures> own =
                figures.stream().filter(leg -> leg.leg().equals(id)).findFirst();
        List<String> agreed = own.flatMap(LegFigures::codec).map(List::of).orElse(codecs);
        return new CallLeg(sipCallId, agreed, own.map(CallRecord::figures));
    }

    static MediaFigures figures(LegFigures leg) {
        return new MediaFigures(
                leg.packetsReceived(),
                leg.packetsSent(),
                leg.octetsReceived(),
                leg.octetsSent(),
                leg.lost(),
                leg.lossFraction(),
                leg.jitterMillis(),
                leg.roundTripMillis(),
                leg.strangersDropped(),
                Math.toIntExact(Math.min(leg.ssrcChanges(), Integer.MAX_VALUE)),
                leg.silentFor());
    }
}

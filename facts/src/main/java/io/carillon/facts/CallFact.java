package io.carillon.facts;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Facts of {@code carillon.calls}. The call id is Carillon's own, one for all legs of a call; SIP Call-IDs are carried
 * beside it. A proxy that takes a call over may tell a fact again: the ids of facts that happen once to a call are
 * made from the call id, so that it is the same event.
 */
public sealed interface CallFact extends Fact {

    /** Returns Carillon's id of the call. */
    String callId();

    @Override
    default Topic topic() {
        return Topic.CALLS;
    }

    @Override
    default String key() {
        return callId();
    }

    /**
     * An authenticated INVITE reached the dial plan.
     *
     * @param dialled what the caller dialled
     * @param context where the dial plan began
     * @param sipCallId the Call-ID of the caller's leg
     */
    record CallStarted(
            String callId,
            Instant time,
            Party caller,
            String dialled,
            String context,
            String extension,
            String sipCallId)
            implements CallFact {
        @Override
        public String id() {
            return callId + ":started";
        }
    }

    /**
     * A phone rings (a provisional response with a To tag came from it).
     *
     * @param callee whose phone
     * @param status the SIP status it rang with, 180 to 183
     * @param sipCallId the Call-ID of the callee's leg
     */
    record CallRinging(String id, Instant time, String callId, Party callee, int status, String sipCallId)
            implements CallFact {}

    /**
     * The caller was answered, by a phone or by the dial plan itself.
     *
     * @param callee whose phone answered; empty when the dial plan did
     * @param application the dial plan application that answered or dialled, for example {@code Dial} or {@code VoiceMail}
     */
    record CallAnswered(String callId, Instant time, Optional<Party> callee, String application) implements CallFact {
        @Override
        public String id() {
            return callId + ":answered";
        }
    }

    /** Whether the new party was spoken to before. */
    enum Transfer {
        BLIND,
        ATTENDED
    }

    /**
     * A party handed the call to somebody else (RFC 5589).
     *
     * @param by who handed it over
     * @param target what they dialled
     */
    record CallTransferred(String id, Instant time, String callId, Party by, String target, Transfer kind)
            implements CallFact {}

    /**
     * The dial plan tells something of its own (the application UserEvent).
     *
     * @param event what the plan calls it
     * @param fields as the plan gives them
     */
    record UserEvent(String id, Instant time, String callId, String event, Map<String, String> fields)
            implements CallFact {
        public UserEvent {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** Who ended a call. */
    enum Hangup {
        CALLER,
        CALLEE,
        /** The dial plan, a timer, an administrator, or a proxy that found the call without an owner. */
        SYSTEM
    }

    /**
     * A call is over; exactly one for each authenticated INVITE that reached the dial plan. The event id is the call id.
     *
     * @param start when the INVITE came
     * @param answer when the caller was answered, if so
     * @param end when it was over
     * @param dialled what the caller dialled
     * @param callee who answered, if a phone did
     * @param context where the dial plan was at the end
     * @param extension where the dial plan was at the end
     * @param hangup who ended it
     * @param sipStatus the final status the caller got, 200 for an answered call
     * @param cause the Q.850 cause, 1 to 127
     * @param calleeLeg the leg that answered, if one did
     * @param sipCallIds the Call-IDs of all legs, the caller's first, those that never answered too
     * @param notes what the dial plan wrote into the record with {@code CDR(field)}, {@code userfield} for example
     */
    record CallEnded(
            String callId,
            Instant start,
            Optional<Instant> answer,
            Instant end,
            Party caller,
            String dialled,
            Optional<Party> callee,
            String context,
            String extension,
            Hangup hangup,
            int sipStatus,
            int cause,
            CallLeg callerLeg,
            Optional<CallLeg> calleeLeg,
            List<String> sipCallIds,
            Map<String, String> notes)
            implements CallFact {
        public CallEnded {
            sipCallIds = List.copyOf(sipCallIds);
            // Facts that an earlier version has spooled have none.
            notes = Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNullElse(notes, Map.of())));
        }

        @Override
        public String id() {
            return callId;
        }

        @Override
        public Instant time() {
            return end;
        }
    }
}

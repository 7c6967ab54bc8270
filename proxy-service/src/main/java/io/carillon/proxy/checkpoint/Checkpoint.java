package io.carillon.proxy.checkpoint;

import io.carillon.facts.MediaFigures;
import io.carillon.facts.Party;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that another proxy needs to take a call over or to close it.
 *
 * @param start when the INVITE came
 * @param plan the step of the dial plan that the call has begun
 * @param callee who was joined with the caller, if anybody is
 * @param legs the dialogs that are up, the caller's first
 * @param measured what was last known of the media of each leg
 */
@RegisterForReflection
public record Checkpoint(
        String callId,
        Instant start,
        Optional<Instant> answer,
        Party caller,
        String dialled,
        PlanStep plan,
        Optional<Party> callee,
        List<LegState> legs,
        Optional<MediaPlace> media,
        List<LegMedia> measured) {

    public Checkpoint {
        legs = List.copyOf(legs);
        measured = List.copyOf(measured);
    }

    /** The same with these dialogs. */
    public Checkpoint with(List<LegState> dialogs) {
        return new Checkpoint(callId, start, answer, caller, dialled, plan, callee, dialogs, media, measured);
    }

    /** The same with these figures. */
    public Checkpoint measured(List<LegMedia> figures) {
        return new Checkpoint(callId, start, answer, caller, dialled, plan, callee, legs, media, figures);
    }

    /** Where in the dial plan the call is. */
    public record PlanStep(String context, String extension, int priority, Map<String, String> variables) {
        public PlanStep {
            variables = Map.copyOf(variables);
        }
    }

    /**
     * One dialog (RFC 3261 §12) and the flow its requests leave on.
     *
     * @param leg as media control names it
     * @param account whose leg it is: what sip.conf says of its codecs, keys, session timers and media goes on to hold
     * @param callIdOurs whether we made the Call-ID, which tells who waits longer after a glare (RFC 3261 §14.1)
     * @param localSequence the CSeq number of our last request; after a take-over it goes on 1000 higher
     * @param remoteTarget the Request-URI of our next request
     * @param remote IP address and port that the flow leads to, with a blank between
     * @param natted whether nothing but that flow leads to the party
     * @param takesUpdate whether the party's Allow names UPDATE (RFC 3311)
     * @param session the session's timer, where there is one
     */
    public record LegState(
            String leg,
            String account,
            String sipCallId,
            boolean callIdOurs,
            String localTag,
            String remoteTag,
            String localUri,
            String remoteUri,
            long localSequence,
            long remoteSequence,
            String remoteTarget,
            List<String> routeSet,
            String transport,
            String remote,
            boolean natted,
            boolean takesUpdate,
            Optional<SessionState> session) {
        public LegState {
            routeSet = List.copyOf(routeSet);
        }
    }

    /**
     * The timer of a session (RFC 4028).
     *
     * @param ours whether the refreshing is ours
     * @param refresh when the next refresh is due, whoever sends it
     * @param lapse when the session is given up without one
     */
    public record SessionState(Duration interval, boolean ours, Instant refresh, Instant lapse) {}

    /**
     * The media of one leg.
     *
     * @param codecs Asterisk's names of what is agreed on
     * @param figures empty until the relay has told some
     */
    public record LegMedia(String leg, List<String> codecs, Optional<MediaFigures> figures) {
        public LegMedia {
            codecs = List.copyOf(codecs);
        }
    }

    /**
     * The relay that holds the call's session.
     *
     * @param direct whether the two who talk send past it at present
     */
    public record MediaPlace(String relay, String session, boolean direct) {}
}

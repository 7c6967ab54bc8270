package io.carillon.proxy.call;

import io.carillon.facts.CallFact.CallEnded;
import io.carillon.facts.CallFact.Hangup;
import io.carillon.facts.CallLeg;
import io.carillon.facts.Fact;
import io.carillon.proxy.checkpoint.Checkpoint;
import io.carillon.proxy.checkpoint.Checkpoint.LegMedia;
import io.carillon.proxy.checkpoint.Checkpoint.LegState;
import io.carillon.proxy.dialplan.Quoting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last fact of a call whose proxy was lost, from what was known of it: both parties may have gone on elsewhere. */
public final class LostCalls {
    /** Q.850: network out of order. */
    private static final int CAUSE = 38;

    private static final String NOTE = "CDR(";

    private LostCalls() {}

    /** @param found when the loss was noticed: nothing later is known of the call */
    public static Fact ended(Checkpoint call, Instant found) {
        List<CallLeg> legs = call.legs().stream()
                .map(leg -> leg(leg.sipCallId(), leg.leg(), call.measured()))
                .toList();
        return new CallEnded(
                call.callId(),
                call.start(),
                call.answer(),
                found,
                call.caller(),
                call.dialled(),
                call.callee(),
                call.plan().context(),
                call.plan().extension(),
                Hangup.SYSTEM,
                call.answer().isPresent() ? 200 : 503,
                CAUSE,
                legs.stream().findFirst().orElseGet(() -> leg("", Bridge.CALLER.value(), call.measured())),
                legs.stream().skip(1).findFirst(),
                call.legs().stream().map(LegState::sipCallId).toList(),
                notes(call.plan().variables()));
    }

    /** What the plan has written with {@code CDR(field)}. */
    private static Map<String, String> notes(Map<String, String> variables) {
        return variables.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(NOTE))
                .collect(Collectors.toUnmodifiableMap(
                        variable -> variable.getKey()
                                .substring(NOTE.length(), variable.getKey().length() - 1),
                        variable -> Quoting.plain(variable.getValue())));
    }

    private static CallLeg leg(String sipCallId, String leg, List<LegMedia> measured) {
        Optional<LegMedia> known =
                measured.stream().filter(media -> media.leg().equals(leg)).findFirst();
        return new CallLeg(sipCallId, known.map(LegMedia::codecs).orElse(List.of()), known.flatMap(LegMedia::figures));
    }
}

package io.carillon.proxy.explain;

import io.carillon.config.sip.SipConf;
import io.carillon.proxy.dialplan.DialRequest;
import io.carillon.proxy.dialplan.DialRequest.Target;
import io.carillon.proxy.dialplan.DialResult;
import io.carillon.proxy.dialplan.DialStatus;
import io.carillon.proxy.explain.Phones.Behaviour;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A Dial to simulated phones. What it comes to is what the proxy makes of the same answers. */
final class SimulatedDial {
    static final Duration RINGING = Duration.ofSeconds(2);
    static final Duration TALKING = Duration.ofSeconds(30);

    /** Timer C of RFC 3261 §16.6: what the proxy waits for a phone that rings on. */
    static final Duration LONGEST_RINGING = Duration.ofMinutes(3);

    private final Phones phones;
    private final SipConf sip;
    private final Transcript transcript;

    SimulatedDial(Phones phones, SipConf sip, Transcript transcript) {
        this.phones = phones;
        this.sip = sip;
        this.transcript = transcript;
    }

    DialResult run(DialRequest request) {
        Map<Behaviour, List<Target>> targets = request.targets().stream()
                .collect(Collectors.groupingBy(
                        target -> phones.of(target.account(), sip),
                        () -> new EnumMap<>(Behaviour.class),
                        Collectors.toList()));
        targets.forEach((behaviour, who) -> transcript.happens(wording(behaviour, names(who))));
        Duration patience = request.timeout().orElse(LONGEST_RINGING);
        if (targets.containsKey(Behaviour.ANSWERS) && RINGING.compareTo(patience) < 0) {
            return answered(targets.get(Behaviour.ANSWERS).getFirst());
        }
        if (targets.containsKey(Behaviour.ANSWERS) || targets.containsKey(Behaviour.SILENT)) {
            transcript.pass(patience);
            return unanswered(DialStatus.NOANSWER, 480, 19, patience);
        }
        return targets.containsKey(Behaviour.BUSY)
                ? unanswered(DialStatus.BUSY, 486, 17, Duration.ZERO)
                : unanswered(DialStatus.CHANUNAVAIL, 480, 20, Duration.ZERO);
    }

    private DialResult answered(Target by) {
        transcript.pass(RINGING);
        transcript.happens(by.account() + " answers; they talk for " + TALKING.toSeconds() + " s");
        transcript.pass(TALKING);
        return DialResult.answered(RINGING, TALKING, Optional.empty());
    }

    private DialResult unanswered(DialStatus status, int sipStatus, int cause, Duration ringing) {
        transcript.happens("nobody answers: DIALSTATUS is " + status);
        return DialResult.unanswered(status, sipStatus, cause, ringing);
    }

    private static String wording(Behaviour behaviour, String who) {
        return switch (behaviour) {
            case ANSWERS, SILENT -> "calls " + who;
            case BUSY -> who + ": busy";
            case OFFLINE -> who + ": offline";
            case UNKNOWN -> who + ": sip.conf has nobody of that name who may be called";
        };
    }

    private static String names(List<Target> targets) {
        return targets.stream()
                .map(target -> target.number()
                        .map(number -> number + " by " + target.account())
                        .orElse(target.account()))
                .collect(Collectors.joining(", "));
    }
}

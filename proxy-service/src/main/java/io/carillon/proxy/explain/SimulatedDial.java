package io.carillon.proxy.explain;

import io.carillon.config.sip.SipConf;
import io.carillon.proxy.dialplan.DialOptions;
import io.carillon.proxy.dialplan.DialOptions.Flag;
import io.carillon.proxy.dialplan.DialRequest;
import io.carillon.proxy.dialplan.DialRequest.Target;
import io.carillon.proxy.dialplan.DialResult;
import io.carillon.proxy.dialplan.DialStatus;
import io.carillon.proxy.explain.Phones.Behaviour;
import java.math.BigDecimal;
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

    /** What somebody may do while they talk, and does not do here. */
    private static final Map<Flag, String> PRIVILEGES = new EnumMap<>(Map.of(
            Flag.CALLEE_ENDS_BY_KEY, "CALLEE may end the call with *",
            Flag.CALLER_ENDS_BY_KEY, "the caller may end the call with *",
            Flag.CALLEE_TRANSFERS, "CALLEE may hand the call over with #",
            Flag.CALLER_TRANSFERS, "the caller may hand the call over with #"));

    private final Phones phones;
    private final SipConf sip;
    private final Transcript transcript;
    private final Hearing hearing;

    SimulatedDial(Phones phones, SipConf sip, Transcript transcript, Hearing hearing) {
        this.phones = phones;
        this.sip = sip;
        this.transcript = transcript;
        this.hearing = hearing;
    }

    DialResult run(DialRequest request) {
        Map<Behaviour, List<Target>> targets = request.targets().stream()
                .collect(Collectors.groupingBy(
                        target -> phones.of(target.account(), sip),
                        () -> new EnumMap<>(Behaviour.class),
                        Collectors.toList()));
        targets.forEach((behaviour, who) -> transcript.happens(wording(behaviour, names(who))));
        if (targets.containsKey(Behaviour.ANSWERS) || targets.containsKey(Behaviour.SILENT)) {
            waits(request.options());
        }
        Duration patience = request.timeout().orElse(LONGEST_RINGING);
        if (targets.containsKey(Behaviour.ANSWERS) && RINGING.compareTo(patience) < 0) {
            return answered(targets.get(Behaviour.ANSWERS).getFirst().account(), request.options());
        }
        if (targets.containsKey(Behaviour.ANSWERS) || targets.containsKey(Behaviour.SILENT)) {
            transcript.pass(patience);
            return unanswered(DialStatus.NOANSWER, 480, 19, patience);
        }
        return targets.containsKey(Behaviour.BUSY)
                ? unanswered(DialStatus.BUSY, 486, 17, Duration.ZERO)
                : unanswered(DialStatus.CHANUNAVAIL, 480, 20, Duration.ZERO);
    }

    /** What the caller hears where the plan says so; else its phone rings when theirs do. */
    private void waits(DialOptions options) {
        if (options.music().isPresent()) {
            transcript.happens(
                    "the caller hears " + hearing.text(List.of(options.music().get())) + " while it rings");
        } else if (options.has(Flag.RING_AT_ONCE)) {
            transcript.happens("the caller hears ringing at once");
        }
    }

    private DialResult answered(String callee, DialOptions options) {
        transcript.pass(RINGING);
        transcript.happens(callee + " answers");
        if (!options.announcement().isEmpty()) {
            transcript.happens(callee + " hears " + hearing.text(options.announcement()));
            transcript.pass(hearing.length(options.announcement()));
        }
        keyed(options.keys().toCallee(), callee);
        keyed(options.keys().toCaller(), "the caller");
        PRIVILEGES.forEach((flag, what) -> {
            if (options.has(flag)) {
                transcript.happens(what.replace("CALLEE", callee));
            }
        });
        Optional<Duration> limit = options.limit().filter(longest -> longest.compareTo(TALKING) < 0);
        Duration talk = limit.orElse(TALKING);
        transcript.happens("they talk for " + seconds(talk) + (limit.isPresent() ? ": then their time is up" : ""));
        transcript.pass(talk);
        if (options.has(Flag.GO_ON)) {
            transcript.happens((limit.isPresent() ? callee + " is gone" : callee + " hangs up") + ": the plan goes on");
        }
        return DialResult.answered(RINGING, talk, Optional.empty());
    }

    private void keyed(String keys, String whom) {
        if (!keys.isEmpty()) {
            transcript.happens("the keys " + keys + " are pressed for " + whom);
        }
    }

    /** {@code 30 s}, {@code 2.5 s}. */
    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
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

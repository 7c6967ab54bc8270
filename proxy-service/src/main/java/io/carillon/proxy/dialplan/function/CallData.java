package io.carillon.proxy.dialplan.function;

import io.carillon.proxy.dialplan.CallSoFar;
import io.carillon.proxy.dialplan.Function;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.Scope;
import io.carillon.proxy.dialplan.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code CDR(field)}: the record of the call. What the plan sets there, userfield or any name of its own, goes into the
 * call's last fact.
 */
final class CallData implements Function {
    private static final Set<String> OURS = Set.of(
            "clid",
            "src",
            "dst",
            "dcontext",
            "channel",
            "start",
            "answer",
            "end",
            "duration",
            "billsec",
            "disposition",
            "uniqueid",
            "linkedid",
            "lastapp",
            "lastdata",
            "dstchannel");
    private static final String TIME = "%Y-%m-%d %H:%M:%S";

    @Override
    public String name() {
        return "CDR";
    }

    @Override
    public String read(Scope scope, String argument) {
        return Function.ofCall(scope, name(), argument, CallData::of);
    }

    private static String of(Run run, String argument) {
        CallSoFar call = run.channel().soFar();
        String field = field(argument);
        return switch (field) {
            case "clid" -> Quoting.quote(CallerId.of(run, "all"));
            case "src" -> Quoting.quote(run.channel().caller().number());
            case "dst" -> Quoting.quote(run.place().extension());
            case "dcontext" -> run.place().context();
            case "channel" -> run.variable("CHANNEL").orElse("");
            case "uniqueid", "linkedid" -> call.id();
            case "start" -> time(run, Optional.of(call.start()));
            case "answer" -> time(run, call.answer());
            case "duration" -> seconds(run, Optional.of(call.start()));
            case "billsec" -> seconds(run, call.answer());
            case "disposition" -> disposition(run, call);
            default -> run.variable("CDR(" + field + ")").orElse("");
        };
    }

    @Override
    public boolean write(Run run, String argument, String value) {
        String field = field(argument);
        if (field.isEmpty() || OURS.contains(field)) {
            return false;
        }
        run.set("CDR(" + field + ")", value);
        run.channel().note(field, Quoting.plain(value));
        return true;
    }

    private static String disposition(Run run, CallSoFar call) {
        return call.answer().isPresent()
                ? "ANSWERED"
                : switch (run.variable("DIALSTATUS").orElse("")) {
                    case "BUSY" -> "BUSY";
                    case "CONGESTION", "CHANUNAVAIL" -> "FAILED";
                    default -> "NO ANSWER";
                };
    }

    private static String time(Run run, Optional<Instant> instant) {
        return instant.map(time -> TimeFormat.of(TIME, time, run.zone())).orElse("");
    }

    private static String seconds(Run run, Optional<Instant> since) {
        return since.map(time -> String.valueOf(
                        Math.max(0, Duration.between(time, run.now()).toSeconds())))
                .orElse("0");
    }

    /** {@code userfield,u}: options behind the name change nothing here. */
    private static String field(String argument) {
        return Quoting.plain(argument).split(",", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}

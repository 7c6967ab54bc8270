package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.DialOptions;
import io.carillon.proxy.dialplan.DialRequest;
import io.carillon.proxy.dialplan.DialRequest.Target;
import io.carillon.proxy.dialplan.DialResult;
import io.carillon.proxy.dialplan.DialStatus;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.HungUp;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code Dial(SIP/a&SIP/b[,seconds[,options]])}: calls accounts and joins the first that answers with the caller. The
 * call is over when they have talked; otherwise the plan goes on, at n+101 when nobody could be reached.
 */
final class Dial implements Application {
    private static final DialResult NOBODY_TO_CALL =
            DialResult.unanswered(DialStatus.CHANUNAVAIL, 503, 66, Duration.ZERO);

    /** For a call that its callees keep sending on to each other. */
    private static final Ending UNREACHABLE = new Ending(480, 20);

    @Override
    public String name() {
        return "Dial";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        if (arguments.at(0).isEmpty()) {
            run.warnOnce("Dial takes SIP/account");
            run.set("DIALSTATUS", DialStatus.INVALIDARGS.name());
            return Outcome.NEXT;
        }
        List<Target> targets = DialTargets.read(run, arguments.at(0).get());
        if (targets.isEmpty()) {
            return conclude(run, NOBODY_TO_CALL);
        }
        DialOptions options = DialOptionLetters.read(run, arguments.at(2).orElse(""));
        DialRequest request = new DialRequest(targets, timeout(run, arguments), options);
        try {
            DialResult result = run.dial(request);
            Outcome outcome = conclude(run, result);
            boolean goesOn = options.has(DialOptions.Flag.GO_ON) || Timeouts.isUp(run);
            return goesOn && outcome instanceof Outcome.Over ? Outcome.NEXT : outcome;
        } catch (HungUp gone) {
            // For the extension h, which is all that is left of this call.
            run.set("DIALSTATUS", (run.channel().answered() ? DialStatus.ANSWER : DialStatus.CANCEL).name());
            throw gone;
        }
    }

    private static Optional<Duration> timeout(Run run, Arguments arguments) {
        Optional<Duration> timeout = arguments.at(1).flatMap(Arguments::seconds).filter(Duration::isPositive);
        if (timeout.isEmpty() && arguments.at(1).isPresent()) {
            run.warnOnce("Dial takes a number of seconds, not "
                    + arguments.at(1).get() + ": it rings until somebody answers or gives up");
        }
        return timeout;
    }

    private static Outcome conclude(Run run, DialResult result) {
        run.set("DIALSTATUS", result.status().name());
        run.set("HANGUPCAUSE", String.valueOf(result.cause()));
        run.set(
                "DIALEDTIME",
                String.valueOf(result.ringing().plus(result.talking()).toSeconds()));
        run.set("ANSWEREDTIME", String.valueOf(result.talking().toSeconds()));
        Optional<Outcome> elsewhere = result.transfer()
                .<Outcome>map(Outcome.Jump::new)
                .or(() -> result.forward().flatMap(run::redirect));
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        run.failed(result.forward().isPresent() ? UNREACHABLE : new Ending(result.sipStatus(), result.cause()));
        return switch (result.status()) {
            case ANSWER -> new Outcome.Over(Ending.NORMAL);
            case BUSY, CONGESTION, CHANUNAVAIL -> new Outcome.Branch();
            case NOANSWER, CANCEL, INVALIDARGS -> Outcome.NEXT;
        };
    }
}

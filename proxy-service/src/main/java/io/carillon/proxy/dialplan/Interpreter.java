package io.carillon.proxy.dialplan;

import io.carillon.config.extensions.ApplicationNames.Support;
import io.carillon.config.extensions.Extension;
import io.carillon.config.extensions.Priority;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs a plan for one call: straight-line code on the call's own virtual thread. It keeps no state between calls and
 * reads no clock; what it does to the call goes through the {@link Channel}.
 */
public final class Interpreter {
    private static final String INVALID = "i";
    private static final String TIMEOUT = "t";
    private static final String INVALID_EXTEN = "INVALID_EXTEN";

    /** How long a plan without autofallthrough waits for digits when it is over, as in Asterisk. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(10);

    private final Run run;
    private final PlanListener listener;

    private Interpreter(Run run, PlanListener listener) {
        this.run = run;
        this.listener = listener;
    }

    /**
     * Runs the plan from the first priority of an extension to its end, and then the extension {@code h} where the
     * context has one, without the caller.
     *
     * @param listener told of each priority
     * @throws HungUp if the caller leaves; {@code h} has been run then
     */
    public static Ending run(Channel channel, Plan plan, String context, String extension, PlanListener listener) {
        Run run = new Run(channel, plan, new Place(context, extension, 0));
        try {
            return new Interpreter(run, listener).fromTheBeginning();
        } finally {
            hangUp(run, listener);
        }
    }

    private static void hangUp(Run run, PlanListener listener) {
        Run last = run.afterHangup();
        if (last.enter(last.place().context(), last.place().extension())) {
            try {
                new Interpreter(last, new WithoutCheckpoints(listener)).untilTheEnd();
            } catch (HungUp _) {
                last.log("the caller is gone: nothing more can be done for this call");
            }
        }
    }

    /** For {@code h}. */
    private record WithoutCheckpoints(PlanListener listener) implements PlanListener {
        @Override
        public void at(Step step) {
            // A call that is over is not resumed.
        }

        @Override
        public void runs(Executed executed) {
            listener.runs(executed);
        }
    }

    private Ending fromTheBeginning() {
        Place place = run.place();
        return go(Target.of(place.context(), place.extension())).orElseGet(this::untilTheEnd);
    }

    private Ending untilTheEnd() {
        Optional<Ending> ending;
        do {
            ending = oneMore();
        } while (ending.isEmpty());
        return ending.get();
    }

    private Optional<Ending> oneMore() {
        if (!run.mayGoOn()) {
            run.log("the plan goes round without waiting: the call is ended after " + Budget.MAX_STEPS + " priorities");
            return Optional.of(Ending.DECLINED);
        }
        listener.at(run.step());
        return switch (perform()) {
            case Outcome.Next() -> next();
            case Outcome.Branch() -> branches() ? Optional.empty() : next();
            case Outcome.Jump(Target target) -> go(target);
            case Outcome.Over(Ending ending) -> Optional.of(ending);
        };
    }

    private Outcome perform() {
        Instruction instruction = run.found().orElseThrow().instruction();
        Priority written = instruction.written();
        if (instruction.application().isPresent()) {
            Arguments arguments = run.arguments(written);
            listener.runs(new Executed(run.place(), written.application(), Run.shown(arguments.text()), written.at()));
            return instruction.application().get().run(run, arguments);
        }
        run.log(
                instruction.support() == Support.UNKNOWN
                        ? "there is no application " + written.application() + ": the call is ended"
                        : "Carillon does not have " + written.application() + " yet: the call is ended");
        return new Outcome.Over(Ending.DECLINED);
    }

    private Optional<Ending> next() {
        return run.advance() ? Optional.empty() : fallThrough();
    }

    private boolean branches() {
        return run.plan().general().priorityJumping() && run.stepTo(run.place().priority() + Extension.BUSY_JUMP);
    }

    private Optional<Ending> fallThrough() {
        String context = run.place().context();
        if (run.plan().general().autoFallThrough() || run.place().extension().equals(TIMEOUT)) {
            return Optional.of(run.ending());
        }
        run.pause(RESPONSE_TIMEOUT);
        return run.enter(context, TIMEOUT) ? Optional.empty() : Optional.of(run.ending());
    }

    /** Empty when the call is there, else how it ends instead. */
    private Optional<Ending> go(Target target) {
        if (run.jump(target)) {
            return Optional.empty();
        }
        String context = target.context().orElse(run.place().context());
        String extension = target.extension().orElse(run.place().extension());
        if (run.plan().context(context).isEmpty()) {
            run.log("there is no context " + context + ": the call is ended");
            return Optional.of(Ending.DECLINED);
        }
        if (run.plan().has(context, extension, run.channel().caller().number())) {
            run.log(extension + " in " + context + " has no priority " + target.priority() + ": the plan is over");
            return fallThrough();
        }
        if (run.enter(context, INVALID)) {
            run.set(INVALID_EXTEN, Quoting.quote(extension));
            return Optional.empty();
        }
        run.log("there is no extension " + extension + " in " + context + ", nor i: the call is ended");
        return Optional.of(Ending.DECLINED);
    }
}

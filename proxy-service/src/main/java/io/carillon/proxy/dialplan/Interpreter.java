package io.carillon.proxy.dialplan;

import io.carillon.config.extensions.ApplicationNames.Support;
import io.carillon.config.extensions.Extension;
import io.carillon.config.extensions.Priority;
import java.util.List;
import java.util.Optional;

/**
 * Runs a plan for one call: straight-line code on the call's own virtual thread. It keeps no state between calls and
 * reads no clock but the plan's; what it does to the call goes through the {@link Channel}.
 */
public final class Interpreter {
    private static final String INVALID = "i";
    private static final String TIMEOUT = "t";
    private static final String ABSOLUTE_TIMEOUT = "T";
    private static final String EXCEPTION = "e";
    private static final String HANGUP = "h";
    private static final String INVALID_EXTEN = "INVALID_EXTEN";

    private final Run run;
    private final PlanListener listener;
    private boolean timedOut;

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
        Run run = new Run(channel, plan, new Place(context, extension, 0), new Variables());
        return new Interpreter(run, listener).fromTheBeginning();
    }

    /**
     * The same for a call that another process has begun: the priority that it was at is run again.
     *
     * @throws HungUp if the caller leaves; {@code h} has been run then
     */
    public static Ending resume(Channel channel, Plan plan, Step at, PlanListener listener) {
        Place place = new Place(at.context(), at.extension(), at.priority());
        Run run = new Run(channel, plan, place, Variables.of(at.variables()));
        run.variables()
                .get("CALLERID(num)")
                .ifPresent(number -> channel.present(
                        Quoting.plain(run.variables().get("CALLERID(name)").orElse("")), Quoting.plain(number)));
        return new Interpreter(run, listener).from(place);
    }

    private Ending fromTheBeginning() {
        try {
            return go(Target.of(run.place().context(), run.place().extension())).orElseGet(this::untilTheEnd);
        } finally {
            hangUp();
        }
    }

    private Ending from(Place place) {
        try {
            return run.cursor().returnTo(place)
                    ? untilTheEnd()
                    : go(Target.of(place.context(), place.extension())).orElseGet(this::untilTheEnd);
        } finally {
            hangUp();
        }
    }

    private void hangUp() {
        // A macro without h leaves it to whoever called it.
        while (!run.has(run.place().context(), HANGUP)
                && run.variables()
                        .top()
                        .filter(frame -> frame.kind() == Variables.Kind.MACRO)
                        .isPresent()) {
            Subroutines.pop(run, Optional.empty());
        }
        Run last = run.afterHangup();
        if (last.cursor().enter(last.place().context(), HANGUP)) {
            try {
                Interpreter afterwards = new Interpreter(last, new WithoutCheckpoints(listener));
                // The call's time is nobody's any more.
                afterwards.timedOut = true;
                afterwards.untilTheEnd();
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

    private Ending untilTheEnd() {
        Optional<Ending> ending;
        do {
            ending = timeIsUp() ? absoluteTimeout() : oneMore();
        } while (ending.isEmpty());
        return ending.get();
    }

    private boolean timeIsUp() {
        return !timedOut && Timeouts.isUp(run);
    }

    private Optional<Ending> absoluteTimeout() {
        timedOut = true;
        String context = run.place().context();
        return run.cursor().enter(context, ABSOLUTE_TIMEOUT) || raise(context, "ABSOLUTETIMEOUT")
                ? Optional.empty()
                : Optional.of(run.ending());
    }

    private Optional<Ending> oneMore() {
        if (!run.mayGoOn()) {
            run.log("the plan goes round without waiting: the call is ended after " + Budget.MAX_STEPS + " priorities");
            return Optional.of(Ending.DECLINED);
        }
        listener.at(run.step());
        Outcome outcome = perform();
        // Time that is up goes before what would be next, which there need not be.
        return outcome instanceof Outcome.Next && timeIsUp() ? absoluteTimeout() : after(outcome);
    }

    private Optional<Ending> after(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Next() -> next();
            case Outcome.Branch() -> branches() ? Optional.empty() : next();
            case Outcome.Jump(Target target) -> go(target);
            case Outcome.TimedOut() -> run.cursor().hasNext() ? next() : digitsTimedOut();
            case Outcome.Gosub(Target target, List<String> arguments) ->
                enteredOrDeclined(Subroutines.enter(run, target, arguments));
            case Outcome.Macro(String name, List<String> arguments) ->
                Subroutines.enterMacro(run, name, arguments) ? Optional.empty() : next();
            case Outcome.Return(Optional<String> value) -> enteredOrOver(Subroutines.leave(run, value));
            case Outcome.MacroExit() -> enteredOrOver(Subroutines.leaveMacro(run));
            case Outcome.Over(Ending ending) -> Optional.of(ending);
        };
    }

    private Optional<Ending> enteredOrDeclined(boolean entered) {
        return entered ? Optional.empty() : Optional.of(Ending.DECLINED);
    }

    private Optional<Ending> enteredOrOver(boolean entered) {
        return entered ? Optional.empty() : fallThrough();
    }

    private Outcome perform() {
        Instruction instruction = run.cursor().found().orElseThrow().instruction();
        Priority written = instruction.written();
        Arguments arguments = run.arguments(written);
        listener.runs(new Executed(run.place(), written.application(), Run.shown(arguments.text()), written.at()));
        if (instruction.application().isPresent()) {
            return instruction.application().get().run(run, arguments);
        }
        run.log(
                instruction.support() == Support.UNKNOWN
                        ? "there is no application " + written.application() + ": the call is ended"
                        : "Carillon does not have " + written.application() + " yet: the call is ended");
        return new Outcome.Over(Ending.DECLINED);
    }

    private Optional<Ending> next() {
        return run.cursor().advance() || Subroutines.leaveMacro(run) ? Optional.empty() : fallThrough();
    }

    private boolean branches() {
        return run.plan().general().priorityJumping()
                && run.cursor().stepTo(run.place().priority() + Extension.BUSY_JUMP);
    }

    private Optional<Ending> fallThrough() {
        if (run.plan().general().autoFallThrough() || run.place().extension().equals(TIMEOUT)) {
            return Optional.of(run.ending());
        }
        // A plan without autofallthrough waits for digits when it is over.
        return run.key(Timeouts.response(run))
                .map(first -> dialled(DialledDigits.gather(run, run.place().context(), first)))
                .orElseGet(this::digitsTimedOut);
    }

    private Optional<Ending> dialled(Target target) {
        if (run.cursor().jump(target)) {
            Subroutines.gone(run);
            return Optional.empty();
        }
        return invalid(run.place().context(), target.extension().orElseThrow());
    }

    private Optional<Ending> digitsTimedOut() {
        String context = run.place().context();
        return run.cursor().enter(context, TIMEOUT) || raise(context, "RESPONSETIMEOUT")
                ? Optional.empty()
                : Optional.of(run.ending());
    }

    /** Puts the call at {@code e}, where there is one, with what EXCEPTION tells there. */
    private boolean raise(String context, String reason) {
        Place before = run.place();
        if (!run.cursor().enter(context, EXCEPTION)) {
            return false;
        }
        run.set("EXCEPTION(reason)", reason);
        run.set("EXCEPTION(context)", before.context());
        run.set("EXCEPTION(exten)", Quoting.quote(before.extension()));
        run.set("EXCEPTION(priority)", String.valueOf(before.priority()));
        return true;
    }

    /** Empty when the call is there, else how it ends instead. */
    private Optional<Ending> go(Target target) {
        if (run.cursor().jump(target)) {
            Subroutines.gone(run);
            return Optional.empty();
        }
        String context = target.context().orElse(run.place().context());
        String extension = target.extension().orElse(run.place().extension());
        if (run.plan().context(context).isEmpty()) {
            run.log("there is no context " + context + ": the call is ended");
            return Optional.of(Ending.DECLINED);
        }
        if (run.has(context, extension)) {
            run.log(extension + " in " + context + " has no priority " + target.priority() + ": the plan is over");
            return fallThrough();
        }
        return invalid(context, extension);
    }

    private Optional<Ending> invalid(String context, String extension) {
        if (run.cursor().enter(context, INVALID) || raise(context, "INVALID")) {
            run.set(INVALID_EXTEN, Quoting.quote(extension));
            Subroutines.gone(run);
            return Optional.empty();
        }
        run.log("there is no extension " + extension + " in " + context + ", nor i: the call is ended");
        return Optional.of(Ending.DECLINED);
    }
}

package io.carillon.proxy.dialplan;

import io.carillon.proxy.dialplan.Variables.Frame;
import io.carillon.proxy.dialplan.Variables.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Into and out of Gosub and Macro. Each says whether the call stands at a priority then. */
final class Subroutines {
    /** What Asterisk puts in front of a macro's name. */
    private static final String MACRO_PREFIX = "macro-";

    private static final String MACRO_EXTENSION = "s";

    private Subroutines() {}

    static boolean enter(Run run, Target target, List<String> arguments) {
        if (!run.enterSubroutine(Kind.GOSUB, arguments)) {
            return false;
        }
        if (!run.cursor().jump(target)) {
            run.variables().pop();
            run.log("there is no " + describe(run, target) + " to go to");
            return false;
        }
        return true;
    }

    static boolean enterMacro(Run run, String name, List<String> arguments) {
        String context = MACRO_PREFIX + name;
        Place caller = run.place();
        if (!run.has(context, MACRO_EXTENSION)) {
            run.log("there is no macro " + name + ": [" + context + "] with extension s");
            return false;
        }
        if (!run.enterSubroutine(Kind.MACRO, arguments)) {
            return false;
        }
        // As seen by a macro that calls another one.
        run.setLocal("MACRO_EXTEN", Quoting.quote(caller.extension()));
        run.setLocal("MACRO_CONTEXT", caller.context());
        run.setLocal("MACRO_PRIORITY", String.valueOf(caller.priority()));
        return run.cursor().enter(context, MACRO_EXTENSION);
    }

    /** Out of the innermost Gosub; macros in between are left too. */
    static boolean leave(Run run, Optional<String> value) {
        while (run.variables().top().filter(frame -> frame.kind() == Kind.MACRO).isPresent()) {
            run.variables().pop();
        }
        if (run.variables().top().isEmpty()) {
            run.log("Return without a Gosub: the call is ended");
            return false;
        }
        return run.leaveSubroutine(value) && run.cursor().advance();
    }

    /** Out of the innermost macro, if that is where the call is. */
    static boolean leaveMacro(Run run) {
        Optional<Frame> top = run.variables().top();
        if (top.isEmpty() || top.get().kind() != Kind.MACRO) {
            return false;
        }
        // MACRO_OFFSET=100 makes the n+101 that a macro's caller may have.
        int offset = run.variables()
                .get("MACRO_OFFSET")
                .map(Quoting::plain)
                .filter(text -> text.matches("[0-9]{1,4}"))
                .map(Integer::parseInt)
                .orElse(0);
        int caller = top.get().caller().priority();
        return run.leaveSubroutine(Optional.empty())
                && ((offset > 0 && run.cursor().stepTo(caller + offset + 1))
                        || run.cursor().advance()
                        || leaveMacro(run));
    }

    /** A macro that goes to another context is over; what is there goes on without coming back. */
    static void gone(Run run) {
        while (run.variables()
                .top()
                .filter(frame -> frame.kind() == Kind.MACRO
                        && !run.place().context().toLowerCase(Locale.ROOT).startsWith(MACRO_PREFIX))
                .isPresent()) {
            run.variables().pop();
        }
    }

    private static String describe(Run run, Target target) {
        return target.extension().orElse(run.place().extension()) + ","
                + target.priority() + " in ["
                + target.context().orElse(run.place().context()) + "]";
    }
}

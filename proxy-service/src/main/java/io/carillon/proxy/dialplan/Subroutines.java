package io.carillon.proxy.dialplan;

import io.carillon.proxy.dialplan.Variables.Frame;
import io.carillon.proxy.dialplan.Variables.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Into and out of Gosub and Macro. Each says whether the call stands at a priority then. */
final class Subroutines {
    /** What Asterisk puts in front of a macro's name. */
    private static final String MACRO_PREFIX = "macro-";

    private static final String MACRO_EXTENSION = "s";
    private static final String RETURN_VALUE = "GOSUB_RETVAL";

    private Subroutines() {}

    static boolean enter(Run run, Target target, List<String> arguments) {
        if (!push(run, Kind.GOSUB, arguments)) {
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
        if (!push(run, Kind.MACRO, arguments)) {
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
        return pop(run, value) && run.cursor().advance();
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
        return pop(run, Optional.empty())
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

    /** Enters a subroutine with ARG1, ARG2… of its own, of which none shows through from an outer one. */
    private static boolean push(Run run, Kind kind, List<String> arguments) {
        int hidden = run.variables().get("ARGC").map(Subroutines::count).orElse(0);
        if (!run.variables().push(kind, run.place())) {
            run.log("subroutines call subroutines more than " + Variables.MAX_DEPTH + " deep");
            return false;
        }
        run.setLocal("ARGC", String.valueOf(arguments.size()));
        IntStream.rangeClosed(1, Math.max(arguments.size(), hidden))
                .forEach(i -> run.setLocal("ARG" + i, i <= arguments.size() ? arguments.get(i - 1) : ""));
        return true;
    }

    private static int count(String argc) {
        return argc.matches("[0-9]{1,3}") ? Integer.parseInt(argc) : 0;
    }

    /** Leaves the innermost subroutine; the call stands at the priority that called it then. */
    static boolean pop(Run run, Optional<String> value) {
        Place caller = run.variables().top().orElseThrow().caller();
        run.variables().pop();
        value.ifPresent(text -> run.set(RETURN_VALUE, text));
        return run.cursor().returnTo(caller);
    }

    private static String describe(Run run, Target target) {
        return target.extension().orElse(run.place().extension()) + ","
                + target.priority() + " in ["
                + target.context().orElse(run.place().context()) + "]";
    }
}

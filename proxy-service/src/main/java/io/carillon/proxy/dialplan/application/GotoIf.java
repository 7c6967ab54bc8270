package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.Target;

/**
 * {@code GotoIf(condition?target:target)}: to the first target unless the condition is empty or zero, else to the
 * second. A target that is left away is the next priority.
 */
final class GotoIf implements Application {
    @Override
    public String name() {
        return "GotoIf";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        String text = arguments.text();
        int question = text.indexOf('?');
        if (question < 0) {
            run.warnOnce("GotoIf takes condition?target:target, not " + text);
            return Outcome.NEXT;
        }
        String targets = text.substring(question + 1);
        int colon = targets.indexOf(':');
        String yes = colon < 0 ? targets : targets.substring(0, colon);
        String no = colon < 0 ? "" : targets.substring(colon + 1);
        return Target.parse(isTrue(text.substring(0, question)) ? yes : no)
                .<Outcome>map(Outcome.Jump::new)
                .orElse(Outcome.NEXT);
    }

    private static boolean isTrue(String condition) {
        String plain = Quoting.plain(condition).strip();
        return !plain.isEmpty() && !plain.matches("[-+]?0+(\\.0*)?");
    }
}

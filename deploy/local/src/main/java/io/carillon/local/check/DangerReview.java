package io.carillon.local.check;

import io.carillon.config.Problems;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.extensions.Priority;
import java.util.Locale;
import java.util.Set;

/** Steps that reach beyond the telephone system. */
final class DangerReview {
    private static final Set<String> COMMANDS = Set.of("system", "trysystem", "agi", "deadagi", "eagi", "externalivr");

    private DangerReview() {}

    static void tell(ExtensionsConf plan, Problems problems) {
        PlanSteps.of(plan)
                .filter(DangerReview::runsCommands)
                .forEach(step -> problems.warning(
                        step.at(),
                        step.application() + " runs a program of the server: it is refused unless the administrator"
                                + " has listed it"));
    }

    private static boolean runsCommands(Priority step) {
        return COMMANDS.contains(step.application().toLowerCase(Locale.ROOT));
    }
}

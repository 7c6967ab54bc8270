package io.carillon.config.extensions;

import io.carillon.config.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Gaps in the priorities of one extension, and steps that no call comes to. */
final class PriorityReview {
    private static final Set<String> NOTHING_FOLLOWS =
            Set.of("goto", "hangup", "busy", "congestion", "return", "macroexit");

    private final Extension extension;
    private final PlanGeneral general;
    private final Jumps jumps;
    private final Problems problems;

    PriorityReview(Extension extension, PlanGeneral general, Jumps jumps, Problems problems) {
        this.extension = extension;
        this.general = general;
        this.jumps = jumps;
        this.problems = problems;
    }

    void tell() {
        List<Priority> steps = extension.priorities();
        Set<Integer> numbers = steps.stream().map(Priority::number).collect(Collectors.toUnmodifiableSet());
        int before = 0;
        boolean flowsIn = true;
        for (Priority step : steps) {
            boolean gap = step.number() != before + 1;
            boolean branch = numbers.contains(step.number() - Extension.BUSY_JUMP);
            if (branch && gap) {
                flowsIn = general.priorityJumping();
            } else if (gap) {
                gap(before, step);
                flowsIn &= general.gaps() == PlanGeneral.Gaps.SKIP;
            }
            boolean reached = flowsIn || (branch && general.priorityJumping()) || isNamed(step);
            if (!reached) {
                problems.warning(step.at(), "no call comes to priority " + step.number() + " of " + extension.name());
            }
            flowsIn = reached && !NOTHING_FOLLOWS.contains(step.application().toLowerCase(Locale.ROOT));
            before = step.number();
        }
    }

    private boolean isNamed(Priority step) {
        return step.label().isPresent() || jumps.mayReach(step.number());
    }

    /** An extension may be shared by patterns, of which each has some of the priorities. */
    private void gap(int before, Priority step) {
        String missing = "priority " + (before + 1) + " of " + extension.name() + " is missing: ";
        problems.warning(
                step.at(),
                switch (general.gaps()) {
                    case SKIP ->
                        missing + "the plan goes on at " + step.number() + " (Asterisk, and prioritygaps=stop, end the"
                                + " call there)";
                    case STOP -> missing + "the plan ends there";
                });
    }
}

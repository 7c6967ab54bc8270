package io.carillon.local.check;

import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.extensions.Priority;
import java.util.List;
import java.util.stream.Stream;

/** The steps of a plan, whatever extension they belong to, and what they run themselves. */
final class PlanSteps {

    private PlanSteps() {}

    static Stream<Priority> of(ExtensionsConf plan) {
        return plan.contexts().stream()
                .flatMap(context -> context.extensions().stream())
                .flatMap(extension -> extension.priorities().stream())
                .flatMap(step -> step.withInner().stream());
    }

    static Stream<Priority> of(ExtensionsConf plan, String application) {
        return of(plan).filter(step -> step.application().equalsIgnoreCase(application));
    }

    /** The first argument, unless it is computed when the call comes to it. */
    static List<String> firstArgument(Priority step, String separator) {
        String first = step.arguments().split(",", 2)[0];
        return Stream.of(first.split(separator))
                .map(String::strip)
                .filter(text -> !text.isEmpty() && !text.contains("$"))
                .toList();
    }
}

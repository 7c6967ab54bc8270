package io.carillon.config.extensions;

import io.carillon.config.Problems;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for what can be read but will hardly be meant: warnings only. */
final class PlanReview {
    private static final Set<String> BY_TIME = Set.of("gotoiftime", "execiftime");

    private final ExtensionsConf conf;
    private final ApplicationNames applications;
    private final Problems problems;
    private final Jumps jumps;
    private final Map<String, Set<String>> names;

    PlanReview(ExtensionsConf conf, ApplicationNames applications, Problems problems) {
        this.conf = conf;
        this.applications = applications;
        this.problems = problems;
        this.jumps = Jumps.of(conf);
        this.names = conf.contexts().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Context::name,
                        context -> context.extensions().stream()
                                .map(Extension::name)
                                .collect(Collectors.toUnmodifiableSet())));
    }

    void tell() {
        conf.globals().values().forEach(global -> {
            FunctionReview.tell(global.value(), global.at(), problems);
            BracketReview.tell(global.value(), global.at(), problems);
        });
        for (Context context : conf.contexts()) {
            for (Include include : context.includes()) {
                include(context, include);
            }
            for (Extension extension : context.extensions()) {
                new PriorityReview(extension, conf.general(), jumps, problems).tell();
                for (Priority step : extension.priorities()) {
                    for (Priority run : step.withInner()) {
                        application(run);
                        DialReview.tell(run, problems);
                        VoiceMailReview.tell(run, problems);
                    }
                    FunctionReview.tell(step, problems);
                    BracketReview.tell(step.arguments(), step.at(), problems);
                    times(step);
                    Jumps.literal(step).forEach(target -> jump(context, extension, step, target));
                }
            }
        }
    }

    private void include(Context context, Include include) {
        Optional<Context> included = conf.context(include.context());
        if (included.isEmpty()) {
            problems.warning(include.at(), "there is no context [" + include.context() + "] to include");
        } else if (included.get().equals(context)) {
            problems.warning(include.at(), "[" + context.name() + "] includes itself");
        }
        include.when().flatMap(Timing::fault).ifPresent(fault -> problems.warning(include.at(), fault));
    }

    private void times(Priority step) {
        int question = step.arguments().indexOf('?');
        if (BY_TIME.contains(step.application().toLowerCase(Locale.ROOT))
                && question >= 0
                && !step.arguments().contains("$")) {
            Timing.fault(step.arguments().substring(0, question))
                    .ifPresent(fault -> problems.warning(step.at(), fault));
        }
    }

    private void application(Priority step) {
        switch (applications.support(step.application())) {
            case HERE -> {}
            case LATER -> problems.warning(step.at(), KnownApplications.awaited(step.application()));
            case UNKNOWN ->
                problems.warning(
                        step.at(),
                        "there is no application " + step.application()
                                + ": a call that comes to it is refused with 603");
        }
    }

    private void jump(Context context, Extension extension, Priority step, Jumps.Target target) {
        String name = target.context().orElse(context.name());
        Optional<Context> in = conf.context(name);
        if (in.isEmpty()) {
            problems.warning(step.at(), "there is no context [" + name + "] to go to");
            return;
        }
        if (target.extension().isEmpty() && !isThere(extension, target.priority())) {
            problems.warning(step.at(), extension.name() + " has no priority " + target.priority() + " to go to");
        } else if (target.extension().isPresent()
                && !mayMatch(in.get(), target.extension().get())) {
            problems.warning(
                    step.at(), "there is no extension " + target.extension().get() + " in [" + name + "] to go to");
        }
    }

    private static boolean isThere(Extension extension, String priority) {
        return extension.isPattern()
                || priority.startsWith("+")
                || priority.startsWith("-")
                || extension.priorities().stream()
                        .anyMatch(step -> step.label().filter(priority::equals).isPresent()
                                || priority.equals(String.valueOf(step.number())));
    }

    /** Patterns and includes are given the benefit of the doubt. */
    private boolean mayMatch(Context context, String extension) {
        return !context.includes().isEmpty()
                || names.getOrDefault(context.name(), Set.of()).contains(extension)
                || context.extensions().stream().anyMatch(Extension::isPattern);
    }
}

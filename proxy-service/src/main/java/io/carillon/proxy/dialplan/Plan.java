package io.carillon.proxy.dialplan;

import io.carillon.config.Position;
import io.carillon.config.extensions.Extension;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.extensions.PlanGeneral;
import io.carillon.proxy.dialplan.application.Applications;
import java.time.Clock;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A dial plan made ready to run: patterns in order, applications found, globals evaluated. Immutable but for the list
 * of what has been warned of; shared by all calls that began under it.
 */
public final class Plan {
    private final PlanGeneral general;
    private final Map<String, CompiledContext> contexts;
    private final Map<String, String> globals;
    private final Clock clock;
    private final Set<Position> warned = ConcurrentHashMap.newKeySet();

    private Plan(PlanGeneral general, Map<String, CompiledContext> contexts, Map<String, String> globals, Clock clock) {
        this.general = general;
        this.contexts = contexts;
        this.globals = globals;
        this.clock = clock;
    }

    /** A plan of Carillon's own applications, whose timed includes follow the computer's clock and time zone. */
    public static Plan of(ExtensionsConf conf) {
        return of(conf, Applications.NAMES, Clock.system(ZoneId.systemDefault()));
    }

    /** @param clock whose time and zone decide about timed includes */
    public static Plan of(ExtensionsConf conf, Vocabulary vocabulary, Clock clock) {
        Map<String, CompiledContext> contexts = new LinkedHashMap<>();
        conf.contexts().forEach(context -> contexts.put(context.name(), CompiledContext.of(context, vocabulary)));
        // A name that no context has as written may differ from one in case.
        conf.contexts().forEach(context -> contexts.putIfAbsent(folded(context.name()), contexts.get(context.name())));
        return new Plan(conf.general(), contexts, Globals.evaluate(conf.globals()), clock);
    }

    /**
     * Whether a caller in this context can dial this extension.
     *
     * @param callerNumber for extensions that are for certain callers only; may be empty
     */
    public boolean has(String context, String extension, String callerNumber) {
        return matches(context, extension, callerNumber).first().isPresent();
    }

    /** The extensions that somebody without a number gets to, as written, the best first, those of includes behind. */
    public List<Extension> leadingTo(String context, String extension) {
        return matches(context, extension, "").extensions().stream()
                .map(CompiledExtension::written)
                .toList();
    }

    PlanGeneral general() {
        return general;
    }

    Map<String, String> globals() {
        return globals;
    }

    Optional<CompiledContext> context(String name) {
        return Optional.ofNullable(contexts.get(name)).or(() -> Optional.ofNullable(contexts.get(folded(name))));
    }

    Matches matches(String context, String extension, String callerNumber) {
        Map<String, CompiledContext> searched = new LinkedHashMap<>();
        search(context, searched);
        return new Matches(
                searched.values().stream()
                        .flatMap(each -> each.matching(extension, callerNumber))
                        .toList(),
                general.gaps());
    }

    /** True for the first call that asks about a place: bounded by the places that the plan has. */
    boolean warnsFirstAt(Position place) {
        return warned.add(place);
    }

    /** The context itself, then what it includes at this time, depth first, each once. */
    private void search(String name, Map<String, CompiledContext> searched) {
        Optional<CompiledContext> found = context(name);
        if (found.isPresent() && searched.putIfAbsent(found.get().name(), found.get()) == null) {
            found.get().includes().stream()
                    .filter(include -> include.timing()
                            .map(timing -> timing.covers(clock.instant(), clock.getZone()))
                            .orElse(true))
                    .forEach(include -> search(include.context(), searched));
        }
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

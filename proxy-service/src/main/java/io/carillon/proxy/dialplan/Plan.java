package io.carillon.proxy.dialplan;

import io.carillon.config.Position;
import io.carillon.config.extensions.Extension;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.extensions.PlanGeneral;
import io.carillon.proxy.dialplan.CompiledContext.CompiledInclude;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A dial plan made ready to run: patterns in order, applications found, globals evaluated. Shared by all calls that began
 * under it, which change its global variables and the list of what has been warned of, and nothing else.
 */
public final class Plan {
    /** Calls that make up names of global variables fill no heap. */
    static final int MAX_GLOBALS = 1_000;

    private final PlanGeneral general;
    private final Map<String, CompiledContext> contexts;
    private final Map<String, String> globals;
    private final Vocabulary vocabulary;
    private final World world;
    private final Set<Position> warned = ConcurrentHashMap.newKeySet();

    private Plan(ExtensionsConf conf, Map<String, CompiledContext> contexts, Vocabulary vocabulary, World world) {
        this.general = conf.general();
        this.contexts = contexts;
        this.globals = new ConcurrentHashMap<>(Globals.evaluate(conf.globals(), vocabulary));
        this.vocabulary = vocabulary;
        this.world = world;
    }

    public static Plan of(ExtensionsConf conf, Vocabulary vocabulary, World world) {
        Map<String, CompiledContext> contexts = new LinkedHashMap<>();
        conf.contexts().forEach(context -> contexts.put(context.name(), CompiledContext.of(context, vocabulary)));
        // A name that no context has as written may differ from one in case.
        conf.contexts().forEach(context -> contexts.putIfAbsent(folded(context.name()), contexts.get(context.name())));
        return new Plan(conf, contexts, vocabulary, world);
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

    Vocabulary vocabulary() {
        return vocabulary;
    }

    World world() {
        return world;
    }

    /** A global variable, as the last call has set it. */
    Optional<String> global(String name) {
        return Optional.ofNullable(globals.get(name));
    }

    /** Whether there was room for it. */
    boolean setGlobal(String name, String value) {
        if (globals.size() >= MAX_GLOBALS && !globals.containsKey(name)) {
            return false;
        }
        globals.put(name, value);
        return true;
    }

    Optional<CompiledContext> context(String name) {
        return Optional.ofNullable(contexts.get(name)).or(() -> Optional.ofNullable(contexts.get(folded(name))));
    }

    /**
     * How a context takes the digits that have been keyed in so far. As in Asterisk, the extensions are asked in the
     * order in which they would match, and one that ends in {@code !} ends the search.
     *
     * @param callerNumber for extensions that are for certain callers only; may be empty
     */
    public DialMatch match(String context, String digits, String callerNumber) {
        List<CompiledExtension> candidates = searched(context).stream()
                .flatMap(CompiledContext::inOrder)
                .filter(extension -> extension.isFor(callerNumber))
                .toList();
        boolean exists = has(context, digits, callerNumber);
        Optional<ExtensionPattern.Growth> growth = candidates.stream()
                .map(extension -> extension.number().growth(digits))
                .filter(found -> found != ExtensionPattern.Growth.NONE)
                .findFirst();
        return new DialMatch(
                exists, exists || growth.isPresent(), growth.equals(Optional.of(ExtensionPattern.Growth.WAITS)));
    }

    Matches matches(String context, String extension, String callerNumber) {
        List<CompiledExtension> matching = new ArrayList<>();
        for (CompiledContext each : searched(context)) {
            each.addMatching(extension, callerNumber, matching);
        }
        return new Matches(matching, general.gaps());
    }

    /** True for the first call that asks about a place: bounded by the places that the plan has. */
    boolean warnsFirstAt(Position place) {
        return warned.add(place);
    }

    private Collection<CompiledContext> searched(String context) {
        Map<String, CompiledContext> searched = new LinkedHashMap<>();
        search(context, searched);
        return searched.values();
    }

    /** The context itself, then what it includes at this time, depth first, each once. */
    private void search(String name, Map<String, CompiledContext> searched) {
        Optional<CompiledContext> found = context(name);
        if (found.isPresent() && searched.putIfAbsent(found.get().name(), found.get()) == null) {
            for (CompiledInclude include : found.get().includes()) {
                if (isOpen(include)) {
                    search(include.context(), searched);
                }
            }
        }
    }

    private boolean isOpen(CompiledInclude include) {
        return include.timing()
                .map(timing ->
                        timing.covers(world.clock().instant(), world.clock().getZone()))
                .orElse(true);
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

package io.carillon.proxy.dialplan;

import io.carillon.config.Position;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.extensions.Priority;
import io.carillon.proxy.dialplan.Matches.Found;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Where a call stands in its plan, and how it gets elsewhere. */
final class Cursor {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,7}");

    private final Plan plan;
    private final Supplier<String> callerNumber;
    private Place place;
    private Matches matches;
    private Optional<Found> found = Optional.empty();

    /** @param callerNumber as it is at the time: extensions may be for certain callers only */
    Cursor(Plan plan, Supplier<String> callerNumber, Place place) {
        this.plan = plan;
        this.callerNumber = callerNumber;
        this.place = place;
        this.matches = matches(place.context(), place.extension());
    }

    Place place() {
        return place;
    }

    Optional<Found> found() {
        return found;
    }

    /** The priorities of the present extension, each number once, in ascending order. */
    List<Priority> priorities() {
        return matches.priorities();
    }

    /** Puts the call at the first priority of an extension, if the plan has it. */
    boolean enter(String context, String extension) {
        Matches there = matches(context, extension);
        return there.first()
                .map(first -> enter(context, extension, there, first))
                .orElse(false);
    }

    /** Puts the call at the next priority; false when there is none. */
    boolean advance() {
        return next().map(this::stand).orElse(false);
    }

    boolean hasNext() {
        return next().isPresent();
    }

    private Optional<Found> next() {
        return found.flatMap(matches::after);
    }

    /** Puts the call at a priority of the present extension; false when there is none. */
    boolean stepTo(int priority) {
        return matches.at(priority).map(this::stand).orElse(false);
    }

    /** Puts the call back at a priority that it has been at; false when the plan has it no more. */
    boolean returnTo(Place earlier) {
        Matches there = matches(earlier.context(), earlier.extension());
        return there.at(earlier.priority())
                .map(at -> enter(earlier.context(), earlier.extension(), there, at))
                .orElse(false);
    }

    /** Puts the call where a target leads that names a priority; false when there is none. */
    boolean jump(Target target) {
        String context = target.context().orElse(place.context());
        String extension = target.extension().orElse(place.extension());
        Matches there = matches(context, extension);
        return priority(target.priority(), there)
                .map(at -> enter(context, extension, there, at))
                .orElse(false);
    }

    private Optional<Found> priority(String text, Matches there) {
        if (!NUMBER.matcher(text).matches()) {
            return there.labelled(text);
        }
        int number = Integer.parseInt(text);
        boolean isRelative = text.startsWith("+") || text.startsWith("-");
        int priority = isRelative ? place.priority() + number : number;
        return priority == 1 ? there.first() : there.at(priority);
    }

    private Matches matches(String context, String extension) {
        return plan.matches(context, extension, callerNumber.get());
    }

    private boolean enter(String context, String extension, Matches there, Found at) {
        place = new Place(context, extension, at.instruction().number());
        matches = there;
        found = Optional.of(at);
        return true;
    }

    private boolean stand(Found at) {
        return enter(place.context(), place.extension(), matches, at);
    }

    /** The priority that is running; before the first one, the context. */
    Position position() {
        return found.map(at -> at.instruction().written().at())
                .or(() -> plan.context(place.context()).map(CompiledContext::at))
                .orElseGet(() -> new Position(ExtensionsConf.FILE, 1, 1));
    }
}

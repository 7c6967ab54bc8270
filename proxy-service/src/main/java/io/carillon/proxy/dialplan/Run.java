package io.carillon.proxy.dialplan;

import io.carillon.config.Position;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.extensions.Priority;
import io.carillon.proxy.dialplan.Matches.Found;
import java.time.Duration;
import java.util.Optional;

/** One call on its way through a plan: what an {@link Application} works with. Used on the call's own thread only. */
public final class Run {
    /** A log line shows no more of what a plan, or a phone, has put together. */
    private static final int MAX_LOG_LENGTH = 1_000;

    /** Phones that send calls on to each other go round; nobody is sent on more often than this for good. */
    private static final int MAX_REDIRECTIONS = 5;

    private final Channel channel;
    private final Plan plan;
    private final String origin;
    private final Variables variables;
    private final Budget budget = new Budget();
    private final Substitution substitution;
    private Place place;
    private Matches matches;
    private Optional<Found> found = Optional.empty();
    private Optional<Ending> failure = Optional.empty();
    private int redirections;

    Run(Channel channel, Plan plan, Place place) {
        this(channel, plan, place, new Variables());
    }

    private Run(Channel channel, Plan plan, Place place, Variables variables) {
        this.channel = channel;
        this.plan = plan;
        this.origin = place.context();
        this.variables = variables;
        this.place = place;
        this.matches = plan.matches(
                place.context(), place.extension(), channel.caller().number());
        this.substitution = new Substitution(new CallScope(this, variables, plan.globals()));
    }

    /** The same call in its extension {@code h}. */
    Run afterHangup() {
        return new Run(new ChannelGone(channel), plan, new Place(place.context(), "h", 0), variables);
    }

    public Channel channel() {
        return channel;
    }

    public Place place() {
        return place;
    }

    /** Sets a variable of the call; the value is in the plan's quoting. */
    public void set(String name, String value) {
        if (!variables.set(Quoting.plain(name), value)) {
            log("there is no room for a variable " + name);
        }
    }

    /** Waits, as {@link Channel#pause} does. */
    public void pause(Duration duration) {
        channel.pause(duration);
        budget.waited(duration);
    }

    /** Calls somebody, as {@link Channel#dial} does. */
    public DialResult dial(DialRequest request) {
        DialResult result = channel.dial(request);
        budget.waited(result.ringing().plus(result.talking()));
        return result;
    }

    /** What the caller is told if the plan has nothing more to say. */
    public void failed(Ending ending) {
        failure = Optional.of(ending);
    }

    /** How the call ends when nothing is left to run. */
    public Ending ending() {
        return channel.answered() ? Ending.NORMAL : failure.orElse(Ending.DECLINED);
    }

    /**
     * Where a phone's 302 leads: to an extension of the context in which the call began, so that nobody is sent
     * where the caller could not dial. Empty when the call has been sent on too often.
     */
    public Optional<Outcome> redirect(String extension) {
        redirections++;
        if (redirections > MAX_REDIRECTIONS) {
            log("the call is not sent on to " + extension + ": it has been sent on " + MAX_REDIRECTIONS + " times");
            return Optional.empty();
        }
        return Optional.of(new Outcome.Jump(Target.of(origin, extension)));
    }

    /** One line for the administrator, with the place in the file. What phones have sent stays on that line. */
    public void log(String text) {
        channel.log(position(), shown(text));
    }

    /** As people are shown it: one line, not too long. */
    static String shown(String text) {
        String line = Quoting.plain(text).replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MAX_LOG_LENGTH ? line : line.substring(0, MAX_LOG_LENGTH) + "…";
    }

    /** The same, for what is wrong with the plan whoever calls: told once. */
    public void warnOnce(String text) {
        if (plan.warnsFirstAt(position())) {
            log(text);
        }
    }

    Plan plan() {
        return plan;
    }

    Optional<Found> found() {
        return found;
    }

    Arguments arguments(Priority written) {
        return new Arguments(substitution.apply(written.arguments()));
    }

    Step step() {
        return new Step(place.context(), place.extension(), place.priority(), variables.all());
    }

    boolean mayGoOn() {
        return budget.spend();
    }

    /** Puts the call at the first priority of an extension, if the plan has it. */
    boolean enter(String context, String extension) {
        Matches there = plan.matches(context, extension, channel.caller().number());
        return there.first()
                .map(first -> enter(context, extension, there, first))
                .orElse(false);
    }

    /** Puts the call at the next priority; false when there is none. */
    boolean advance() {
        return found.flatMap(matches::after).map(this::stand).orElse(false);
    }

    /** Puts the call at a priority of the present extension; false when there is none. */
    boolean stepTo(int priority) {
        return matches.at(priority).map(this::stand).orElse(false);
    }

    /** Puts the call where a target leads that names a priority; false when there is none. */
    boolean jump(Target target) {
        String context = target.context().orElse(place.context());
        String extension = target.extension().orElse(place.extension());
        Matches there = plan.matches(context, extension, channel.caller().number());
        return priority(target.priority(), there)
                .map(at -> enter(context, extension, there, at))
                .orElse(false);
    }

    private Optional<Found> priority(String text, Matches there) {
        if (!text.matches("[-+]?\\d{1,7}")) {
            return there.labelled(text);
        }
        int number = Integer.parseInt(text);
        boolean isRelative = !Character.isDigit(text.charAt(0));
        int priority = isRelative ? place.priority() + number : number;
        return priority == 1 ? there.first() : there.at(priority);
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
    private Position position() {
        return found.map(at -> at.instruction().written().at())
                .or(() -> plan.context(place.context()).map(CompiledContext::at))
                .orElseGet(() -> new Position(ExtensionsConf.FILE, 1, 1));
    }
}

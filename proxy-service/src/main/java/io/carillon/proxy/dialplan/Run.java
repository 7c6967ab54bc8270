package io.carillon.proxy.dialplan;

import io.carillon.config.Position;
import io.carillon.config.extensions.Priority;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.media.Source;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import io.carillon.proxy.dialplan.Variables.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One call on its way through a plan: what an {@link Application} works with. Used on the call's own thread only. */
public final class Run {
    /** A log line shows no more of what a plan, or a phone, has put together. */
    private static final int MAX_LOG_LENGTH = 1_000;

    /** Phones that send calls on to each other go round; nobody is sent on more often than this for good. */
    private static final int MAX_REDIRECTIONS = 5;

    /** {@code ExecIf(…?ExecIf(…?…))}: nobody means more than two or three. */
    private static final int MAX_PERFORMING = 10;

    private static final String ENGLISH = "en";

    /** Longer is no language. */
    private static final int MAX_LANGUAGE = 32;

    private final Channel channel;
    private final Plan plan;
    private final String origin;
    private final Variables variables;
    private final Budget budget = new Budget();
    private final CallScope scope = new CallScope(this);
    private final Cursor cursor;
    private Optional<Ending> failure = Optional.empty();
    private int redirections;
    private int performing;

    Run(Channel channel, Plan plan, Place place, Variables variables) {
        this.channel = channel;
        this.plan = plan;
        this.origin = place.context();
        this.variables = variables;
        this.cursor = new Cursor(plan, () -> channel.caller().number(), place);
    }

    /** The same call in its extension {@code h}. */
    Run afterHangup() {
        return new Run(new ChannelGone(channel), plan, new Place(place().context(), "h", 0), variables);
    }

    public Channel channel() {
        return channel;
    }

    public Place place() {
        return cursor.place();
    }

    /** The clock of the plan's {@link World}. */
    public Instant now() {
        return plan.world().clock().instant();
    }

    /** The time zone of the plan's {@link World}. */
    public ZoneId zone() {
        return plan.world().clock().getZone();
    }

    public World world() {
        return plan.world();
    }

    /** A variable of the subroutine, the call or the plan, or one that every call has; in the plan's quoting. */
    public Optional<String> variable(String name) {
        return scope.variable(name);
    }

    /** Sets a variable of the call; the value is in the plan's quoting. */
    public void set(String name, String value) {
        room(name, variables.set(Quoting.plain(name), value));
    }

    /** Sets a variable of the subroutine that is running. */
    public void setLocal(String name, String value) {
        room(name, variables.setLocal(Quoting.plain(name), value));
    }

    /** Sets a variable of all calls of this plan in this process. */
    public void setGlobal(String name, String value) {
        room(name, plan.setGlobal(Quoting.plain(name), value));
    }

    /** A variable of all calls of this plan, whatever the call has of that name. */
    public Optional<String> globalVariable(String name) {
        return plan.global(name);
    }

    private void room(String name, boolean there) {
        if (!there) {
            log("there is no room for a variable " + name);
        }
    }

    /** {@code NAME} or {@code FUNCTION(argument)} gets a value, as Set gives it. */
    public void assign(String name, String value) {
        int open = name.indexOf('(');
        if (open < 0) {
            // A function is named by the plan, never by what a phone has sent.
            set(name.indexOf(Quoting.quote("(")) < 0 ? name : name.replace(Quoting.quote("("), "_"), value);
            return;
        }
        String function = name.substring(0, open).strip().toUpperCase(Locale.ROOT);
        String argument = name.substring(open + 1, Math.max(open + 1, name.lastIndexOf(')')));
        if (plan.vocabulary()
                .function(function)
                .filter(known -> known.write(this, argument, value))
                .isEmpty()) {
            warnOnce("Carillon cannot set " + name + ": it stays as it is");
        }
    }

    /** The language for prompts that the plan has chosen with {@code CHANNEL(language)}. */
    public Optional<String> language() {
        return variables.get("CHANNEL(language)").map(Quoting::plain).filter(text -> !text.isEmpty());
    }

    /** The language for prompts: the plan's choice, else the account's, else English. */
    public String spoken() {
        return language()
                .or(() -> channel.caller().language())
                .filter(language -> language.length() <= MAX_LANGUAGE)
                .orElse(ENGLISH);
    }

    /** Plays prompts in the caller's language, as {@link Channel#play} does; what is missing is told in the log. */
    public Channel.Played say(List<String> prompts, String cutBy) {
        String language = spoken();
        return play(
                prompts.stream()
                        .filter(prompt -> prompt.length() <= Sound.MAX_TEXT)
                        .<Sound>map(prompt -> new Sound.Prompt(prompt, language))
                        .toList(),
                cutBy);
    }

    /** Plays, as {@link Channel#play} does; what is missing is told in the log. */
    public Channel.Played play(List<Sound> sounds, String cutBy) {
        Instant begun = now();
        Channel.Played played = channel.play(
                sounds.size() <= Source.Playing.MAX_SOUNDS ? sounds : sounds.subList(0, Source.Playing.MAX_SOUNDS),
                cutBy);
        budget.waited(Duration.between(begun, now()));
        played.missing().ifPresent(this::log);
        return played;
    }

    /** The next key, as {@link Channel#key} gives it; no later than {@code TIMEOUT(absolute)} allows. */
    public Optional<Character> key(Duration timeout) {
        Duration time = withinAbsoluteTimeout(timeout);
        Optional<Character> key = time.isPositive() ? channel.key(time) : Optional.empty();
        budget.waited(key.isPresent() ? Duration.ZERO : time);
        return key;
    }

    /** Waits, as {@link Channel#pause} does; no longer than {@code TIMEOUT(absolute)} leaves. */
    public void pause(Duration duration) {
        Duration time = withinAbsoluteTimeout(duration);
        if (time.isPositive()) {
            channel.pause(time);
            budget.waited(time);
        }
    }

    private Duration withinAbsoluteTimeout(Duration duration) {
        return Timeouts.absolute(this)
                .map(left -> left.compareTo(duration) < 0 ? left : duration)
                .orElse(duration);
    }

    /** What waits for somebody on the channel gives the plan new steps; to be told by applications that wait. */
    public void waited(Duration duration) {
        budget.waited(duration);
    }

    /** Calls somebody, as {@link Channel#dial} does: they ring, and talk, no longer than {@code TIMEOUT(absolute)} leaves. */
    public DialResult dial(DialRequest request) {
        DialResult result =
                channel.dial(Timeouts.absolute(this).map(request::within).orElse(request));
        budget.waited(result.ringing().plus(result.talking()));
        return result;
    }

    /** Joins the caller with voicemail, as {@link Channel#voicemail} does. */
    public VoicemailResult voicemail(VoicemailVisit visit) {
        Instant begun = now();
        VoicemailResult result = channel.voicemail(visit);
        budget.waited(Duration.between(begun, now()));
        return result;
    }

    /** How a context takes digits that a caller has keyed in so far. */
    public DialMatch dialled(String context, String digits) {
        return plan.match(context, digits, channel.caller().number());
    }

    /** Whether the caller could be sent to this extension. */
    public boolean has(String context, String extension) {
        return plan.has(context, extension, channel.caller().number());
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

    /** Runs {@code application(arguments)} in place of the present one. Variables have been put in. */
    public Outcome perform(String call) {
        int open = call.indexOf('(');
        String name = (open < 0 ? call : call.substring(0, open)).strip();
        String arguments = open < 0 ? "" : call.substring(open + 1, Math.max(open + 1, call.lastIndexOf(')')));
        Optional<Application> application = plan.vocabulary().application(name);
        if (application.isEmpty() || performing >= MAX_PERFORMING) {
            log(
                    application.isEmpty()
                            ? "there is no application " + name + " here: the call is ended"
                            : "applications run applications more than " + MAX_PERFORMING + " deep: the call is ended");
            return new Outcome.Over(Ending.DECLINED);
        }
        performing++;
        try {
            return application.get().run(this, new Arguments(arguments));
        } finally {
            performing--;
        }
    }

    /** The priorities of the present extension, in ascending order: for loops. */
    public List<Priority> priorities() {
        return cursor.priorities();
    }

    /** One line for the administrator, with the place in the file. What phones have sent stays on that line. */
    public void log(String text) {
        channel.log(position(), shown(text));
    }

    /** The same, for what is wrong with the plan whoever calls: told once. */
    public void warnOnce(String text) {
        if (plan.warnsFirstAt(position())) {
            log(text);
        }
    }

    /** Text as people may see it: one line, and not too long. */
    static String shown(String text) {
        String line = Quoting.plain(text).replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MAX_LOG_LENGTH ? line : line.substring(0, MAX_LOG_LENGTH) + "…";
    }

    Position position() {
        return cursor.position();
    }

    Plan plan() {
        return plan;
    }

    Variables variables() {
        return variables;
    }

    Cursor cursor() {
        return cursor;
    }

    Arguments arguments(Priority written) {
        return new Arguments(new Substitution(scope).apply(written.arguments()));
    }

    Step step() {
        return new Step(place().context(), place().extension(), place().priority(), variables.all());
    }

    boolean mayGoOn() {
        return budget.spend();
    }

    /** The Gosub that is running is none any more; false when none is. */
    public boolean forgetSubroutine() {
        boolean gosub =
                variables.top().filter(frame -> frame.kind() == Kind.GOSUB).isPresent();
        if (gosub) {
            variables.pop();
        }
        return gosub;
    }
}

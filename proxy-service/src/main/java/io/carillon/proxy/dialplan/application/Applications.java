package io.carillon.proxy.dialplan.application;

import io.carillon.config.extensions.KnownApplications;
import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Function;
import io.carillon.proxy.dialplan.Vocabulary;
import io.carillon.proxy.dialplan.function.Functions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The registry of applications: a new one is a class in this package, a line here, and its name moved in
 * {@link KnownApplications}.
 */
public final class Applications {
    private static final Map<String, Application> HERE = Stream.of(
                    new Answer(),
                    new Background(),
                    new Busy(),
                    new Congestion(),
                    new ContinueWhile(),
                    new Dial(),
                    new Echo(),
                    new EndWhile(),
                    new Exec(),
                    new ExecIf(),
                    new ExecIfTime(),
                    new ExitWhile(),
                    new Gosub(),
                    new GosubIf(),
                    new Goto(),
                    new GotoIf(),
                    new GotoIfTime(),
                    new Hangup(),
                    new Log(),
                    new MSet(),
                    new Macro(),
                    new MacroExit(),
                    new MacroIf(),
                    new MusicOnHold(),
                    new NoOp(),
                    new PlayTones(),
                    new Playback(),
                    new Progress(),
                    new Read(),
                    new Return(),
                    new Ringing(),
                    new SayAlpha(),
                    new SayDigits(),
                    new SayNumber(),
                    new SayPhonetic(),
                    new SayUnixTime(),
                    new Set(),
                    new StackPop(),
                    new StartMusicOnHold(),
                    new StopMusicOnHold(),
                    new StopPlayTones(),
                    new SystemCommand("System"),
                    new SystemCommand("TrySystem"),
                    new Transfer(),
                    new UserEvent(),
                    new Verbose(),
                    new VoiceMail(),
                    new VoiceMailMain(),
                    new Wait(),
                    new WaitExten(),
                    new While())
            .collect(Collectors.toUnmodifiableMap(
                    application -> folded(application.name()), java.util.function.Function.identity()));

    /** What Carillon has, and what it knows that Asterisk has. */
    public static final Vocabulary NAMES = new Vocabulary() {
        @Override
        public Optional<Application> application(String name) {
            return Optional.ofNullable(HERE.get(folded(name)));
        }

        @Override
        public Optional<Function> function(String name) {
            return Functions.named(name);
        }

        @Override
        public Support support(String name) {
            return KnownApplications.NAMES.support(name);
        }
    };

    private Applications() {}

    /** Their names in lower case. */
    static java.util.Set<String> here() {
        return HERE.keySet();
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

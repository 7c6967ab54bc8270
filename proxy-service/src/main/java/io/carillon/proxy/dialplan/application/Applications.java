package io.carillon.proxy.dialplan.application;

import io.carillon.config.extensions.KnownApplications;
import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Vocabulary;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The registry of applications: a new one is a class in this package, a line here, and its name moved in
 * {@link KnownApplications}.
 */
public final class Applications {
    private static final Map<String, Application> HERE = Stream.of(
                    new Answer(),
                    new Busy(),
                    new Congestion(),
                    new Dial(),
                    new Goto(),
                    new GotoIf(),
                    new Hangup(),
                    new NoOp(),
                    new Progress(),
                    new Ringing(),
                    new Set(),
                    new Verbose(),
                    new Wait())
            .collect(Collectors.toUnmodifiableMap(application -> folded(application.name()), Function.identity()));

    /** What Carillon has, and what it knows that Asterisk has. */
    public static final Vocabulary NAMES = new Vocabulary() {
        @Override
        public Optional<Application> application(String name) {
            return Optional.ofNullable(HERE.get(folded(name)));
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

package io.carillon.proxy.dialplan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@code Set(TIMEOUT(absolute)=seconds)}: from then on the call has so much time. Kept as a variable of the call. */
public final class AbsoluteTimeout {
    /** Holds the moment, in milliseconds since 1970. */
    private static final String VARIABLE = "TIMEOUT(absolute)";

    private AbsoluteTimeout() {}

    /** @param time none takes the limit away */
    public static void set(Run run, Duration time) {
        run.set(
                VARIABLE,
                time.isPositive() ? String.valueOf(run.now().plus(time).toEpochMilli()) : "");
    }

    /** What is left of it; negative when it is over. */
    public static Optional<Duration> of(Run run) {
        return run.variables()
                .get(VARIABLE)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(text -> Duration.between(run.now(), Instant.ofEpochMilli(Long.parseLong(text))));
    }
}

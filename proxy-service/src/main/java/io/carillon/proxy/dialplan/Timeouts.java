package io.carillon.proxy.dialplan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What {@code Set(TIMEOUT(…)=seconds)} has said: kept as variables of the call. */
public final class Timeouts {
    /** Asterisk's own. */
    private static final Duration DIGIT = Duration.ofSeconds(5);

    private static final Duration RESPONSE = Duration.ofSeconds(10);

    /** Holds the moment, in milliseconds since 1970. */
    private static final String ABSOLUTE = "TIMEOUT(absolute)";

    private Timeouts() {}

    /** How long to wait for the next digit. */
    public static Duration digit(Run run) {
        return of(run, "TIMEOUT(digit)", DIGIT);
    }

    public static void setDigit(Run run, Duration time) {
        run.set("TIMEOUT(digit)", String.valueOf(time.toMillis()));
    }

    /** How long to wait for the first digit. */
    public static Duration response(Run run) {
        return of(run, "TIMEOUT(response)", RESPONSE);
    }

    public static void setResponse(Run run, Duration time) {
        run.set("TIMEOUT(response)", String.valueOf(time.toMillis()));
    }

    /** From now on the call has so much time; none takes the limit away. */
    public static void setAbsolute(Run run, Duration time) {
        run.set(
                ABSOLUTE,
                time.isPositive() ? String.valueOf(run.now().plus(time).toEpochMilli()) : "");
    }

    /** What is left of the call's time, if it has a limit; negative when it is over. */
    public static Optional<Duration> absolute(Run run) {
        return millis(run, ABSOLUTE).map(end -> Duration.between(run.now(), Instant.ofEpochMilli(end)));
    }

    /** Whether the call has had all of its time. */
    public static boolean isUp(Run run) {
        return absolute(run).filter(left -> !left.isPositive()).isPresent();
    }

    private static Duration of(Run run, String name, Duration otherwise) {
        return millis(run, name).map(Duration::ofMillis).orElse(otherwise);
    }

    private static Optional<Long> millis(Run run, String name) {
        return run.variables()
                .get(name)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
    }
}

package io.carillon.proxy.dialplan;

import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.proxy.dialplan.application.Applications;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;

/** Plans from text. */
public final class Plans {
    /** A Thursday. */
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private Plans() {}

    /** The lines of a context named {@code local}; further sections may follow in the text. */
    public static Plan local(String lines) {
        return of("[local]\n" + lines);
    }

    /** Extension 1 of {@code local}, its priorities these applications. */
    public static Plan steps(String... applications) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < applications.length; i++) {
            lines.append("exten => 1,")
                    .append(i + 1)
                    .append(',')
                    .append(applications[i])
                    .append('\n');
        }
        return local(lines.toString());
    }

    public static Plan of(String text) {
        return at(NOON, text);
    }

    static Plan at(Instant now, String text) {
        return in(now, Programs.NONE, text);
    }

    /** With programs that System may run. */
    public static Plan with(Programs programs, String text) {
        return in(NOON, programs, text);
    }

    private static Plan in(Instant now, Programs programs, String text) {
        return switch (ExtensionsConf.read(Sources.of(Map.of(ExtensionsConf.FILE, text)), Applications.NAMES)) {
            case Reading.Loaded<ExtensionsConf>(ExtensionsConf conf, var _) ->
                Plan.of(conf, Applications.NAMES, new World(Clock.fixed(now, ZoneOffset.UTC), new Random(7), programs));
            case Reading.Rejected<ExtensionsConf>(var errors, var _) -> throw new AssertionError(errors.toString());
        };
    }
}

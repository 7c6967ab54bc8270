package io.carillon.proxy.dialplan.function;

import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Function;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.TimeFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Functions of time. */
final class TimeFunctions {
    static final List<Function> ALL = List.of(Function.ofCall("STRFTIME", TimeFunctions::formatted));

    private static final String USUAL = "%c";

    private TimeFunctions() {}

    /** {@code STRFTIME([epoch][,[zone][,format]])} */
    private static String formatted(Run run, String arguments) {
        List<String> parts = Arguments.splitRaw(arguments, ',').stream()
                .map(part -> Quoting.plain(part).strip())
                .toList();
        String epoch = parts.getFirst();
        Instant time = epoch.matches("-?[0-9]{1,11}(\\.[0-9]*)?")
                ? Instant.ofEpochSecond(Long.parseLong(epoch.split("\\.", 2)[0]))
                : run.now();
        String format = parts.size() > 2 ? String.join(",", parts.subList(2, parts.size())) : USUAL;
        // The format may be made of what a phone sent.
        return Quoting.quote(TimeFormat.of(format, time, zone(run, parts.size() > 1 ? parts.get(1) : "")));
    }

    private static ZoneId zone(Run run, String name) {
        try {
            return name.isEmpty() ? run.zone() : ZoneId.of(name);
        } catch (DateTimeException _) {
            run.warnOnce("there is no time zone " + name + ": the server's own is taken");
            return run.zone();
        }
    }
}

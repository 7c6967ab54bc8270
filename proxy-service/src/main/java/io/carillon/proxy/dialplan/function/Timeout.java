package io.carillon.proxy.dialplan.function;

import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Function;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.Scope;
import io.carillon.proxy.dialplan.Timeouts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code TIMEOUT(absolute|digit|response)}, in seconds: how long the call may last, how long to wait for the next key, and
 * for the first one. The last two are for applications that gather keys.
 */
final class Timeout implements Function {
    @Override
    public String name() {
        return "TIMEOUT";
    }

    @Override
    public String read(Scope scope, String argument) {
        return Function.ofCall(scope, name(), argument, (run, which) -> switch (which(which)) {
            case "absolute" -> Timeouts.absolute(run).map(Timeout::seconds).orElse("0.000");
            case "digit" -> seconds(Timeouts.digit(run));
            case "response" -> seconds(Timeouts.response(run));
            default -> "";
        });
    }

    @Override
    public boolean write(Run run, String argument, String value) {
        Optional<Duration> time = Arguments.seconds(value);
        if (time.isEmpty()) {
            return false;
        }
        switch (which(argument)) {
            case "absolute" -> Timeouts.setAbsolute(run, time.get());
            case "digit" -> Timeouts.setDigit(run, time.get());
            case "response" -> Timeouts.setResponse(run, time.get());
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String which(String argument) {
        return Quoting.plain(argument).strip().toLowerCase(Locale.ROOT);
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(Math.max(0, duration.toMillis()), 3).toPlainString();
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Channel;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code Read(variable[,prompt[&prompt…][,digits[,options[,attempts[,seconds]]]]])}: asks for keys, up to a number of them or
 * until #. Options: {@code s} does nothing to a call that is not answered, {@code n} does not answer it. READSTATUS is
 * {@code OK}, {@code TIMEOUT} or {@code SKIPPED}.
 */
final class Read implements Application {
    private static final char END = '#';

    /** Asterisk's own. */
    private static final int MOST_DIGITS = 255;

    @Override
    public String name() {
        return "Read";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        Optional<String> variable = arguments.at(0);
        if (variable.isEmpty()) {
            run.warnOnce("Read takes the name of a variable");
            return Outcome.NEXT;
        }
        String options = arguments.at(3).orElse("");
        if (!run.channel().answered()) {
            if (options.contains("s")) {
                run.set("READSTATUS", "SKIPPED");
                return Outcome.NEXT;
            }
            if (!options.contains("n")) {
                run.channel().answer();
            }
        }
        Reading reading = ask(run, arguments);
        run.set(variable.get(), Quoting.quote(reading.digits()));
        run.set("READSTATUS", reading.timedOut() ? "TIMEOUT" : "OK");
        return Outcome.NEXT;
    }

    private record Reading(String digits, boolean timedOut) {}

    private static Reading ask(Run run, Arguments arguments) {
        List<String> prompts = arguments.at(1).map(Prompts::named).orElse(List.of());
        int most = number(arguments, 2).filter(count -> count > 0).orElse(MOST_DIGITS);
        int attempts = number(arguments, 4).orElse(1);
        Optional<Duration> timeout = arguments.at(5).flatMap(Arguments::seconds).filter(Duration::isPositive);
        Reading reading = new Reading("", true);
        for (int i = 0; i < Math.max(attempts, 1) && reading.timedOut(); i++) {
            reading = once(run, prompts, most, timeout);
        }
        return reading;
    }

    private static Reading once(Run run, List<String> prompts, int most, Optional<Duration> timeout) {
        Channel.Played played = run.say(prompts, Prompts.ANY_KEY);
        Optional<Character> key = played.key().or(() -> run.key(timeout.orElse(Timeouts.response(run))));
        StringBuilder digits = new StringBuilder();
        while (key.isPresent() && key.get() != END) {
            digits.append(key.get());
            if (digits.length() == most) {
                return new Reading(digits.toString(), false);
            }
            key = run.key(timeout.orElse(Timeouts.digit(run)));
        }
        return new Reading(digits.toString(), key.isEmpty() && digits.isEmpty());
    }

    private static Optional<Integer> number(Arguments arguments, int index) {
        return arguments
                .at(index)
                .map(Quoting::plain)
                .filter(text -> text.matches("\\d{1,3}"))
                .map(Integer::valueOf);
    }
}

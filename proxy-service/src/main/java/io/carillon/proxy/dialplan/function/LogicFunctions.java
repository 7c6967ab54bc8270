package io.carillon.proxy.dialplan.function;

import io.carillon.config.extensions.Timing;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Condition;
import io.carillon.proxy.dialplan.Function;
import io.carillon.proxy.dialplan.Quoting;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Functions that choose. */
final class LogicFunctions {
    static final List<Function> ALL = List.of(
            Function.of("IF", (scope, text) -> choose(scope::complain, "IF", text, Condition::isTrue)),
            Function.ofCall(
                    "IFTIME",
                    (run, text) -> choose(
                            run::warnOnce,
                            "IFTIME",
                            text,
                            timing -> Timing.parse(Quoting.plain(timing)).covers(run.now(), run.zone()))),
            Function.of("EXISTS", (_, text) -> text.isEmpty() ? "0" : "1"),
            Function.of("ISNULL", (_, text) -> text.isEmpty() ? "1" : "0"));

    private LogicFunctions() {}

    /** {@code condition?value:value} */
    private static String choose(Consumer<String> complain, String name, String text, Predicate<String> condition) {
        int question = text.indexOf('?');
        if (question < 0) {
            complain.accept(name + " takes condition?value:value");
            return "";
        }
        List<String> values = Arguments.splitOnce(text.substring(question + 1), ':');
        boolean first = condition.test(text.substring(0, question));
        String chosen = first ? values.getFirst() : values.size() > 1 ? values.getLast() : "";
        return chosen.length() > 1 && chosen.startsWith("\"") && chosen.endsWith("\"")
                ? chosen.substring(1, chosen.length() - 1)
                : chosen;
    }
}

package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Target;
import java.util.List;
import java.util.Optional;

/** {@code [[context,]extension,]priority[(argument,argument…)]}: where a Gosub leads. */
final class Subroutine {
    private Subroutine() {}

    static Optional<Outcome> parse(String text) {
        int open = text.indexOf('(');
        String target = open < 0 ? text : text.substring(0, open);
        int close = text.lastIndexOf(')');
        List<String> arguments = open < 0
                ? List.of()
                : new Arguments(text.substring(open + 1, close > open ? close : text.length())).all();
        return Target.parse(target).map(found -> new Outcome.Gosub(found, arguments));
    }
}

package io.carillon.proxy.dialplan;

import io.carillon.config.Problems;
import io.carillon.config.extensions.Context;
import io.carillon.config.extensions.Extension;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.extensions.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for expressions that mean nothing, whatever their variables come to. A call would go on with 0, so this is a
 * warning, and told when the plan is read. What may make sense for some value is given the benefit of the doubt.
 */
public final class ExpressionReview {
    /** A variable may be an operand, an operator or nothing. */
    private static final List<String> MAY_BE = List.of("1", "+", "");

    /** Each variable triples the work; who writes more of them into one expression is believed. */
    private static final int MOST_VARIABLES = 6;

    private static final Scope NOBODY = new Scope() {
        @Override
        public Optional<String> variable(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> function(String name, String argument) {
            return Optional.of("1");
        }

        @Override
        public void complain(String text) {
            // Of values, which are made up here.
        }
    };

    private ExpressionReview() {}

    /** Warns of each step and global with such an expression. */
    public static void tell(ExtensionsConf plan, Problems problems) {
        plan.globals()
                .values()
                .forEach(global -> fault(global.value()).ifPresent(why -> problems.warning(global.at(), why)));
        for (Context context : plan.contexts()) {
            for (Extension extension : context.extensions()) {
                for (Priority step : extension.priorities()) {
                    fault(step.arguments()).ifPresent(why -> problems.warning(step.at(), why));
                }
            }
        }
    }

    /** Of the first such expression in the text, those in other brackets included. */
    private static Optional<String> fault(String text) {
        for (int at = text.indexOf("$["); at >= 0; at = text.indexOf("$[", at + 1)) {
            int end = Substitution.closing(text, at + 1);
            if (end > 0) {
                String inside = text.substring(at + 2, end);
                Optional<String> why = meaningless(inside);
                if (why.isPresent()) {
                    return Optional.of("$[" + inside + "] cannot be understood: " + why.get());
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> meaningless(String inside) {
        List<String> pieces = betweenVariables(inside);
        return pieces.size() - 1 > MOST_VARIABLES
                ? Optional.empty()
                : meaningless(pieces.getFirst(), pieces.subList(1, pieces.size()));
    }

    /** The fault of the first try: with all variables operands, as is most likely. */
    private static Optional<String> meaningless(String begin, List<String> rest) {
        if (rest.isEmpty()) {
            return switch (Expression.evaluate(begin, NOBODY)) {
                case Expression.Result.Value _ -> Optional.empty();
                case Expression.Result.Malformed(String why) -> Optional.of(why);
            };
        }
        Optional<String> first = Optional.empty();
        for (String value : MAY_BE) {
            Optional<String> why = meaningless(begin + value + rest.getFirst(), rest.subList(1, rest.size()));
            if (why.isEmpty()) {
                return Optional.empty();
            }
            first = first.or(() -> why);
        }
        return first;
    }

    private static List<String> betweenVariables(String inside) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int at = inside.indexOf('$'); at >= 0; at = inside.indexOf('$', Math.max(at + 1, from))) {
            int end = Substitution.closing(inside, at + 1);
            if (end > 0) {
                pieces.add(inside.substring(from, at));
                from = end + 1;
            }
        }
        pieces.add(inside.substring(from));
        return pieces;
    }
}

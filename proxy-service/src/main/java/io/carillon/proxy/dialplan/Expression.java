package io.carillon.proxy.dialplan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The inside of <code>$[…]</code>, with Asterisk's precedence, the weakest first: <code>a ? b :: c</code>, {@code |},
 * {@code &}, comparisons, {@code + -}, {@code * / %}, {@code ! -} in front of an operand, and the text operators
 * {@code =~} (a regular expression anywhere), {@code :} (one at the beginning) and {@code ~~} (joined). A word in front
 * of brackets is a function. Characters that come from a phone are always part of an operand.
 *
 * <p>What cannot be calculated is told to the scope and has the value that Asterisk gives it.
 */
final class Expression {
    /** Brackets within brackets, and operators in front of operands. */
    private static final int MAX_DEPTH = 64;

    private static final List<Set<String>> LEVELS = List.of(
            Set.of("|", "||"),
            Set.of("&", "&&"),
            Set.of("=", "==", "!=", "<", "<=", ">", ">="),
            Set.of("+", "-"),
            Set.of("*", "/", "%"));
    private static final Set<String> TEXT = Set.of("=~", ":", "~~");
    private static final Set<String> PREFIXES = Set.of("!", "-");
    private static final String END = "the end";

    /** What an expression comes to. */
    sealed interface Result {
        record Value(String text) implements Result {}

        record Malformed(String why) implements Result {}
    }

    private final List<Token> tokens;
    private final Scope scope;
    private int next;
    private int depth;
    private Optional<String> fault = Optional.empty();

    private Expression(List<Token> tokens, Scope scope) {
        this.tokens = tokens;
        this.scope = scope;
    }

    /** Evaluates text in the plan's quoting; nothing comes to nothing. */
    static Result evaluate(String text, Scope scope) {
        Optional<List<Token>> tokens = Token.read(text);
        if (tokens.isEmpty()) {
            return new Result.Malformed("a quotation mark is missing");
        }
        if (tokens.get().isEmpty()) {
            return new Result.Value("");
        }
        Expression expression = new Expression(tokens.get(), scope);
        Operand value = expression.choice();
        if (expression.next < expression.tokens.size()) {
            expression.unexpected();
        }
        return expression.fault.<Result>map(Result.Malformed::new).orElseGet(() -> new Result.Value(value.text()));
    }

    private Operand choice() {
        if (!deeper()) {
            return Operand.EMPTY;
        }
        Operand value = binary(0);
        // From left to right: a ? b :: c ? d :: e asks about what the first choice came to.
        while (take("?")) {
            Operand yes = binary(0);
            if (!take("::")) {
                unexpected();
            }
            Operand no = binary(0);
            value = value.isChosen() ? yes : no;
        }
        depth--;
        return value;
    }

    private Operand binary(int level) {
        if (level == LEVELS.size()) {
            return prefixed();
        }
        Operand left = binary(level + 1);
        for (Optional<String> operator = takeOneOf(LEVELS.get(level));
                operator.isPresent();
                operator = takeOneOf(LEVELS.get(level))) {
            left = applied(left, operator.get(), binary(level + 1));
        }
        return left;
    }

    private Operand prefixed() {
        List<String> prefixes = new ArrayList<>();
        for (Optional<String> prefix = takeOneOf(PREFIXES); prefix.isPresent(); prefix = takeOneOf(PREFIXES)) {
            prefixes.add(prefix.get());
        }
        Operand operand = text();
        for (String prefix : prefixes.reversed()) {
            operand = prefix.equals("!") || fault.isPresent() ? operand.not() : operand.negated(scope::complain);
        }
        return operand;
    }

    private Operand text() {
        Operand left = operand();
        for (Optional<String> operator = takeOneOf(TEXT); operator.isPresent(); operator = takeOneOf(TEXT)) {
            left = applied(left, operator.get(), operand());
        }
        return left;
    }

    /** Behind a fault nothing is worth complaining of. */
    private Operand applied(Operand left, String operator, Operand right) {
        return fault.isEmpty() ? left.apply(operator, right, scope::complain) : left;
    }

    private Operand operand() {
        if (take("(")) {
            Operand inside = choice();
            if (!take(")")) {
                unexpected();
            }
            return inside;
        }
        if (fault.isEmpty() && next < tokens.size() && tokens.get(next) instanceof Token.Value(Operand value)) {
            next++;
            return take("(") ? function(value.text()) : value;
        }
        unexpected();
        return Operand.EMPTY;
    }

    /** Behind its opening bracket. */
    private Operand function(String name) {
        List<Operand> arguments = new ArrayList<>();
        do {
            arguments.add(isNext(",") || isNext(")") ? Operand.EMPTY : choice());
        } while (take(","));
        if (!take(")")) {
            unexpected();
        }
        if (fault.isPresent()) {
            return Operand.EMPTY;
        }
        return Arithmetic.apply(name, arguments)
                .or(() -> scope.function(
                                name, arguments.stream().map(Operand::text).collect(Collectors.joining(",")))
                        .map(Operand::new))
                .orElseGet(() -> {
                    scope.complain("there is no function " + name);
                    return Operand.ZERO;
                });
    }

    private boolean isNext(String operator) {
        return next < tokens.size() && tokens.get(next).equals(new Token.Operator(operator));
    }

    private boolean deeper() {
        depth++;
        if (depth > MAX_DEPTH) {
            fault("it has brackets more than " + MAX_DEPTH + " deep");
        }
        return fault.isEmpty();
    }

    private boolean take(String operator) {
        return takeOneOf(Set.of(operator)).isPresent();
    }

    private Optional<String> takeOneOf(Set<String> operators) {
        if (fault.isEmpty()
                && next < tokens.size()
                && tokens.get(next) instanceof Token.Operator(String sign)
                && operators.contains(sign)) {
            next++;
            return Optional.of(sign);
        }
        return Optional.empty();
    }

    private void unexpected() {
        String found = next >= tokens.size()
                ? END
                : switch (tokens.get(next)) {
                    case Token.Operator(String sign) -> sign;
                    case Token.Value(Operand value) -> value.text();
                };
        fault(found + " was not expected");
    }

    private void fault(String why) {
        if (fault.isEmpty()) {
            fault = Optional.of(why);
        }
    }
}

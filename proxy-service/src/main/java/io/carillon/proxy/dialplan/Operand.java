package io.carillon.proxy.dialplan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;

/**
 * A value in an expression: text in the plan's quoting, which counts as a number when it looks like one.
 *
 * @param isQuoted written in quotation marks: compared as text, whatever it looks like
 */
record Operand(String text, boolean isQuoted) {
    static final Operand EMPTY = word("");
    static final Operand ZERO = word("0");
    private static final Operand ONE = word("1");

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d{1,36}(\\.\\d{0,18})?|\\.\\d{1,18})");

    /** As many as the numbers of Asterisk have. */
    private static final MathContext DIGITS = new MathContext(18);

    private static final int MAX_FRACTION = 18;
    private static final int MAX_INTEGER_DIGITS = 36;

    static Operand word(String text) {
        return new Operand(text, false);
    }

    static Operand quoted(String text) {
        return new Operand(text, true);
    }

    /** Neither empty nor zero. */
    boolean isTrue() {
        String plain = Quoting.plain(text).strip();
        return !plain.isEmpty() && number().map(BigDecimal::signum).orElse(1) != 0;
    }

    Operand not() {
        return of(!isTrue());
    }

    Operand apply(String operator, Operand right) {
        return switch (operator) {
            case "|" -> isTrue() ? this : right;
            case "&" -> isTrue() && right.isTrue() ? this : ZERO;
            case "=", "==" -> of(compare(right) == 0);
            case "!=" -> of(compare(right) != 0);
            case "<" -> of(compare(right) < 0);
            case "<=" -> of(compare(right) <= 0);
            case ">" -> of(compare(right) > 0);
            case ">=" -> of(compare(right) >= 0);
            case "+" -> calculate(right, BigDecimal::add);
            case "-" -> calculate(right, BigDecimal::subtract);
            case "*" -> calculate(right, BigDecimal::multiply);
            case "/" -> calculate(right, (a, b) -> b.signum() == 0 ? BigDecimal.ZERO : a.divide(b, DIGITS));
            case "%" -> calculate(right, (a, b) -> b.signum() == 0 ? BigDecimal.ZERO : a.remainder(b));
            case "=~" -> word(RegularExpression.find(text, right.text));
            case ":" -> word(RegularExpression.lookingAt(text, right.text));
            case "~~" -> new Operand(cut(text + right.text), isQuoted || right.isQuoted);
            default -> throw new IllegalArgumentException("no operator: " + operator);
        };
    }

    private int compare(Operand right) {
        Optional<BigDecimal> one = isQuoted ? Optional.empty() : number();
        Optional<BigDecimal> other = right.isQuoted ? Optional.empty() : right.number();
        return one.isPresent() && other.isPresent()
                ? one.get().compareTo(other.get())
                : Quoting.plain(text).compareTo(Quoting.plain(right.text));
    }

    /** Zero when one of them is no number, as in Asterisk. */
    private Operand calculate(Operand right, BinaryOperator<BigDecimal> operation) {
        return number().flatMap(a -> right.number().map(b -> operation.apply(a, b)))
                .map(Operand::of)
                .orElse(ZERO);
    }

    private Optional<BigDecimal> number() {
        String plain = Quoting.plain(text).strip();
        return NUMBER.matcher(plain).matches() ? Optional.of(new BigDecimal(plain)) : Optional.empty();
    }

    private static Operand of(BigDecimal number) {
        BigDecimal rounded = number.round(DIGITS);
        if (rounded.scale() > MAX_FRACTION) {
            rounded = rounded.setScale(MAX_FRACTION, RoundingMode.HALF_EVEN);
        }
        if (rounded.signum() == 0 || rounded.precision() - rounded.scale() > MAX_INTEGER_DIGITS) {
            return ZERO;
        }
        return word(rounded.stripTrailingZeros().toPlainString());
    }

    private static Operand of(boolean truth) {
        return truth ? ONE : ZERO;
    }

    private static String cut(String text) {
        return text.length() <= Substitution.MAX_LENGTH ? text : text.substring(0, Substitution.MAX_LENGTH);
    }
}

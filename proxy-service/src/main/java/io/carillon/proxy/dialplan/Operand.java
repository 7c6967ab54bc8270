package io.carillon.proxy.dialplan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A value in an expression: text in the plan's quoting, which counts as a number when it looks like one. Text in
 * quotation marks keeps them, and is never a number: {@code "5" = 5} is false, as in Asterisk.
 */
record Operand(String text) {
    static final Operand EMPTY = new Operand("");
    static final Operand ZERO = new Operand("0");
    private static final Operand ONE = new Operand("1");

    /** What Asterisk divides to when it cannot. */
    private static final Operand LARGEST = new Operand(String.valueOf(Integer.MAX_VALUE));

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d{1,400}(\\.\\d{0,400})?|\\.\\d{1,400})");

    /** As many as Asterisk's numbers show. */
    private static final MathContext DIGITS = new MathContext(18);

    /** From this exponent on Asterisk writes 1e+18, and below this one 1e-05. */
    private static final int EXPONENT_FROM = 18;

    private static final int EXPONENT_BELOW = -4;

    /** The largest exponent of Asterisk's numbers. */
    private static final int MAX_EXPONENT = 4_932;

    /** As the operators {@code |} and {@code &} ask: neither empty nor zero. */
    boolean isTrue() {
        return !text.isEmpty() && number().map(BigDecimal::signum).orElse(1) != 0;
    }

    /** As the operator {@code ?} asks: the empty text in quotation marks counts as empty. */
    boolean isChosen() {
        return isTrue() && !text.equals("\"\"");
    }

    /** Text that does not begin with a number, zero excepted, is nothing to Asterisk's {@code !}. */
    Operand not() {
        String plain = Quoting.plain(text);
        int end = plain.startsWith("-") ? 1 : 0;
        while (end < plain.length() && Character.digit(plain.charAt(end), 10) >= 0) {
            end++;
        }
        return of(plain.substring(0, end).chars().noneMatch(c -> c >= '1' && c <= '9'));
    }

    Operand negated(Consumer<String> complain) {
        return number().map(BigDecimal::negate).map(Operand::of).orElseGet(() -> {
            complain.accept(text + " is no number");
            return ZERO;
        });
    }

    Operand apply(String operator, Operand right, Consumer<String> complain) {
        return switch (operator) {
            case "|", "||" -> isTrue() ? this : right;
            case "&", "&&" -> isTrue() && right.isTrue() ? this : ZERO;
            case "=", "==" -> of(compare(right) == 0);
            case "!=" -> of(compare(right) != 0);
            case "<" -> of(compare(right) < 0);
            case "<=" -> of(compare(right) <= 0);
            case ">" -> of(compare(right) > 0);
            case ">=" -> of(compare(right) >= 0);
            case "+", "-", "*", "/", "%" -> calculate(operator, right, complain);
            case "=~" -> new Operand(RegularExpression.extract(unquoted(), right.unquoted(), false, complain));
            case ":" -> new Operand(RegularExpression.extract(unquoted(), right.unquoted(), true, complain));
            case "~~" -> new Operand(cut(unquoted() + right.unquoted()));
            default -> throw new IllegalArgumentException("no operator: " + operator);
        };
    }

    private int compare(Operand right) {
        Optional<BigDecimal> one = number();
        Optional<BigDecimal> other = right.number();
        return one.isPresent() && other.isPresent()
                ? one.get().compareTo(other.get())
                : Quoting.plain(text).compareTo(Quoting.plain(right.text));
    }

    private Operand calculate(String operator, Operand right, Consumer<String> complain) {
        Optional<BigDecimal> a = number();
        Optional<BigDecimal> b = right.number();
        if (a.isEmpty() || b.isEmpty()) {
            complain.accept((a.isEmpty() ? text : right.text) + " is no number");
            return oneSided(operator, right);
        }
        return switch (operator) {
            case "+" -> of(a.get(), b.get(), (x, y) -> x.add(y, DIGITS));
            case "-" -> of(a.get(), b.get(), (x, y) -> x.subtract(y, DIGITS));
            case "*" -> of(a.get(), b.get(), (x, y) -> x.multiply(y, DIGITS));
            default -> divide(operator.equals("/"), a.get(), b.get(), complain);
        };
    }

    /** What Asterisk makes of it when one side is no number. */
    private Operand oneSided(String operator, Operand right) {
        Optional<BigDecimal> a = number();
        return switch (operator) {
            case "+" -> a.isPresent() ? this : right.number().map(Operand::of).orElse(ZERO);
            case "-" ->
                a.isPresent()
                        ? this
                        : right.number()
                                .map(BigDecimal::negate)
                                .map(Operand::of)
                                .orElse(ZERO);
            case "/" -> a.isPresent() ? LARGEST : ZERO;
            default -> ZERO;
        };
    }

    private static Operand divide(boolean whole, BigDecimal a, BigDecimal b, Consumer<String> complain) {
        if (b.signum() == 0) {
            complain.accept("a division by zero");
            return whole ? LARGEST : ZERO;
        }
        return whole ? of(a, b, (x, y) -> x.divide(y, DIGITS)) : remainder(a, b);
    }

    private static Operand remainder(BigDecimal a, BigDecimal b) {
        // Numbers that lie further apart than their digits have a remainder that is rounding only.
        return exponent(a) - exponent(b) > 2 * DIGITS.getPrecision() ? ZERO : of(a, b, BigDecimal::remainder);
    }

    private static Operand of(BigDecimal a, BigDecimal b, BinaryOperator<BigDecimal> operation) {
        return of(operation.apply(a, b));
    }

    private Optional<BigDecimal> number() {
        return number(text);
    }

    /** The number that this text is. */
    static Optional<BigDecimal> number(String text) {
        String plain = Quoting.plain(text).strip();
        Optional<BigDecimal> written = plain.indexOf('e') > 0 ? scientific(plain) : Optional.empty();
        return written.isEmpty() && NUMBER.matcher(plain).matches()
                ? Optional.of(new BigDecimal(plain, DIGITS))
                : written;
    }

    private static final Pattern SCIENTIFIC = Pattern.compile("-?\\d(\\.\\d{1,17})?e[-+]\\d{2,4}");

    /** As {@link #of(BigDecimal)} has written it. */
    private static Optional<BigDecimal> scientific(String plain) {
        return SCIENTIFIC.matcher(plain).matches() ? Optional.of(new BigDecimal(plain)) : Optional.empty();
    }

    static Operand of(BigDecimal number) {
        BigDecimal rounded = number.round(DIGITS);
        if (rounded.signum() == 0) {
            return ZERO;
        }
        int exponent = exponent(rounded);
        if (Math.abs(exponent) > MAX_EXPONENT) {
            return exponent < 0 ? ZERO : new Operand(rounded.signum() < 0 ? "-inf" : "inf");
        }
        if (exponent >= EXPONENT_BELOW && exponent < EXPONENT_FROM) {
            return new Operand(rounded.stripTrailingZeros().toPlainString());
        }
        BigDecimal mantissa = rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros();
        return new Operand(
                "%se%s%02d".formatted(mantissa.toPlainString(), exponent < 0 ? "-" : "+", Math.abs(exponent)));
    }

    private static int exponent(BigDecimal number) {
        return number.precision() - number.scale() - 1;
    }

    private static Operand of(boolean truth) {
        return truth ? ONE : ZERO;
    }

    private String unquoted() {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"") ? text.replace("\"", "") : text;
    }

    private static String cut(String text) {
        return text.length() <= Substitution.MAX_LENGTH ? text : text.substring(0, Substitution.MAX_LENGTH);
    }
}

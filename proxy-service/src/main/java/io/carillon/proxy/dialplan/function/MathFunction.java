package io.carillon.proxy.dialplan.function;

import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Function;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Scope;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code MATH(number operator number[,float|int|hex|char])}, with six decimals unless another type is asked for. */
final class MathFunction implements Function {
    private static final String NUMBER = "([-+]?\\d{1,18}(?:\\.\\d{0,18})?)";
    private static final Pattern CALCULATION = Pattern.compile(
            "\\s*" + NUMBER + "\\s*(<<|>>|<=|>=|==|AND|OR|XOR|MOD|[-+*/%^<>])\\s*" + NUMBER + "\\s*",
            Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "MATH";
    }

    @Override
    public String read(Scope scope, String argument) {
        List<String> parts = Arguments.split(Quoting.plain(argument), ',');
        Matcher calculation = CALCULATION.matcher(parts.getFirst());
        if (!calculation.matches()) {
            scope.complain("MATH takes number operator number, not " + parts.getFirst());
            return "";
        }
        double left = Double.parseDouble(calculation.group(1));
        double right = Double.parseDouble(calculation.group(3));
        String operator = calculation.group(2).toUpperCase(Locale.ROOT);
        if (right == 0 && (operator.equals("/") || operator.equals("%") || operator.equals("MOD"))) {
            scope.complain("a division by zero in MATH(" + argument + ")");
            return "";
        }
        return switch (operator) {
            case "<" -> truth(left < right);
            case ">" -> truth(left > right);
            case "<=" -> truth(left <= right);
            case ">=" -> truth(left >= right);
            case "==" -> truth(left == right);
            default ->
                written(
                        calculate(operator, left, right),
                        parts.size() > 1 ? parts.get(1).toLowerCase(Locale.ROOT) : "float");
        };
    }

    private static double calculate(String operator, double left, double right) {
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / right;
            case "%", "MOD" -> left % right;
            case "^" -> Math.pow(left, right);
            case "<<" -> (long) left << (long) right;
            case ">>" -> (long) left >> (long) right;
            case "AND" -> (long) left & (long) right;
            case "OR" -> (long) left | (long) right;
            default -> (long) left ^ (long) right;
        };
    }

    private static String written(double number, String type) {
        return switch (type) {
            case "i", "int" -> String.valueOf((long) number);
            case "h", "hex" -> Long.toHexString((long) number);
            case "c", "char" -> Quoting.quote(String.valueOf((char) (number >= ' ' && number < 0x7f ? number : '?')));
            default -> "%f".formatted(number);
        };
    }

    private static String truth(boolean value) {
        return value ? "TRUE" : "FALSE";
    }
}

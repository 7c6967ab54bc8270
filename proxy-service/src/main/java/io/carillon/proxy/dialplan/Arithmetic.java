package io.carillon.proxy.dialplan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The mathematical functions of expressions: <code>$[ROUND(7 / 2)]</code>. A text that is no number counts as zero. */
final class Arithmetic {
    private static final Map<String, DoubleUnaryOperator> OF_ONE = Map.ofEntries(
            Map.entry("ABS", Math::abs),
            Map.entry("SQRT", Math::sqrt),
            Map.entry("FLOOR", Math::floor),
            Map.entry("CEIL", Math::ceil),
            Map.entry("ROUND", number -> Math.copySign(Math.floor(Math.abs(number) + 0.5), number)),
            Map.entry("RINT", Math::rint),
            Map.entry("TRUNC", number -> number < 0 ? Math.ceil(number) : Math.floor(number)),
            Map.entry("EXP", Math::exp),
            Map.entry("EXP2", number -> Math.pow(2, number)),
            Map.entry("EXP10", number -> Math.pow(10, number)),
            Map.entry("LOG", Math::log),
            Map.entry("LOG2", number -> Math.log(number) / Math.log(2)),
            Map.entry("LOG10", Math::log10),
            Map.entry("SIN", Math::sin),
            Map.entry("COS", Math::cos),
            Map.entry("TAN", Math::tan),
            Map.entry("ASIN", Math::asin),
            Map.entry("ACOS", Math::acos),
            Map.entry("ATAN", Math::atan));
    private static final Map<String, DoubleBinaryOperator> OF_TWO =
            Map.of("POW", Math::pow, "ATAN2", Math::atan2, "REMAINDER", Math::IEEEremainder);

    private Arithmetic() {}

    /** Empty when there is no such function, or it takes another number of arguments. */
    static Optional<Operand> apply(String name, List<Operand> arguments) {
        if (arguments.size() == 1) {
            return Optional.ofNullable(OF_ONE.get(name))
                    .map(function -> operand(function.applyAsDouble(number(arguments.getFirst()))));
        }
        return arguments.size() == 2
                ? Optional.ofNullable(OF_TWO.get(name))
                        .map(function -> operand(
                                function.applyAsDouble(number(arguments.getFirst()), number(arguments.getLast()))))
                : Optional.empty();
    }

    private static double number(Operand operand) {
        return Operand.number(operand.text()).map(BigDecimal::doubleValue).orElse(0.0);
    }

    private static Operand operand(double result) {
        if (Double.isNaN(result)) {
            return new Operand("nan");
        }
        return Double.isInfinite(result)
                ? new Operand(result < 0 ? "-inf" : "inf")
                : Operand.of(BigDecimal.valueOf(result));
    }
}

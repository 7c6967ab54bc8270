package io.carillon.proxy.dialplan.function;

import io.carillon.proxy.dialplan.Function;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The registry of functions: a new one goes into one of these lists, and its name into {@code KnownFunctions}. */
public final class Functions {
    private static final Map<String, Function> HERE = Stream.of(
                    TextFunctions.ALL,
                    LogicFunctions.ALL,
                    VariableFunctions.ALL,
                    TimeFunctions.ALL,
                    List.of(
                            new CallerId(),
                            new CallData(),
                            new ChannelData("CHANNEL"),
                            new ChannelData("LANGUAGE"),
                            new MathFunction(),
                            new Timeout()))
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(Function::name, java.util.function.Function.identity()));

    private Functions() {}

    /** The function of that name, in upper case. */
    public static Optional<Function> named(String name) {
        return Optional.ofNullable(HERE.get(name));
    }

    /** Their names. */
    public static Set<String> here() {
        return HERE.keySet();
    }
}

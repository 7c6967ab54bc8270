package io.carillon.proxy.dialplan;

import java.util.function.BiFunction;

/**
 * What <code>${NAME(argument)}</code> comes to, and what {@code Set(NAME(argument)=value)} does. Arguments and values are
 * in the plan's quoting (see {@link Quoting}): what is cut out of an argument stays quoted, what is compared is made
 * plain. A function keeps nothing between two uses.
 */
public interface Function {
    /** In upper case. */
    String name();

    /** What it cannot use it complains of; the value is empty then. */
    String read(Scope scope, String argument);

    /** Whether it can be set; if not, nothing has changed. */
    default boolean write(Run run, String argument, String value) {
        return false;
    }

    /** One that needs no call. */
    static Function of(String name, BiFunction<Scope, String, String> read) {
        return new OfText(name, read);
    }

    /** One that asks the call. */
    static Function ofCall(String name, BiFunction<Run, String, String> read) {
        return new OfText(name, (scope, argument) -> ofCall(scope, name, argument, read));
    }

    /** What it comes to in a call; elsewhere it is empty and told. */
    static String ofCall(Scope scope, String name, String argument, BiFunction<Run, String, String> read) {
        return scope.run().map(run -> read.apply(run, argument)).orElseGet(() -> {
            scope.complain(name + " has a value in a call only");
            return "";
        });
    }

    /** A function that is all in its value. */
    record OfText(String name, BiFunction<Scope, String, String> read) implements Function {
        @Override
        public String read(Scope scope, String argument) {
            return read.apply(scope, argument);
        }
    }
}

package io.carillon.proxy.dialplan.function;

import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Function;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.Run;
import io.carillon.proxy.dialplan.Scope;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Functions that take the name of a variable, and those that ask the plan. */
final class VariableFunctions {
    static final List<Function> ALL = List.of(
            Function.of("CUT", VariableFunctions::cut),
            Function.of("FIELDQTY", VariableFunctions::fieldQuantity),
            Function.ofCall("SET", VariableFunctions::set),
            Function.ofCall("RAND", VariableFunctions::random),
            Function.ofCall("DIALPLAN_EXISTS", VariableFunctions::exists),
            Function.ofCall("VALID_EXTEN", VariableFunctions::exists),
            Function.ofCall(
                    "EXCEPTION",
                    (run, field) ->
                            run.variable("EXCEPTION(" + plain(field) + ")").orElse("")),
            new Global(),
            new Local());

    /** RAND_MAX of the C library. */
    private static final long MOST = Integer.MAX_VALUE;

    private VariableFunctions() {}

    /** {@code GLOBAL(name)}: a variable of all calls. */
    private record Global() implements Function {
        @Override
        public String name() {
            return "GLOBAL";
        }

        @Override
        public String read(Scope scope, String argument) {
            return scope.run()
                    .map(run -> run.globalVariable(plain(argument)))
                    .orElseGet(() -> scope.variable(plain(argument)))
                    .orElse("");
        }

        @Override
        public boolean write(Run run, String argument, String value) {
            run.setGlobal(plain(argument), value);
            return true;
        }
    }

    /** {@code LOCAL(name)}: a variable of the subroutine that is running. */
    private record Local() implements Function {
        @Override
        public String name() {
            return "LOCAL";
        }

        @Override
        public String read(Scope scope, String argument) {
            return scope.variable(plain(argument)).orElse("");
        }

        @Override
        public boolean write(Run run, String argument, String value) {
            run.setLocal(plain(argument), value);
            return true;
        }
    }

    /** {@code CUT(variable[,separator[,fields]])} */
    private static String cut(Scope scope, String arguments) {
        List<String> parts = Arguments.splitRaw(arguments, ',');
        String value = scope.variable(plain(parts.getFirst())).orElse("");
        return Fields.of(value, Fields.separator(at(parts, 1), '-'))
                .select(at(parts, 2).isEmpty() ? "1" : at(parts, 2));
    }

    /** {@code FIELDQTY(variable,separator)}; no text has no field. */
    private static String fieldQuantity(Scope scope, String arguments) {
        List<String> parts = Arguments.splitRaw(arguments, ',');
        String value = scope.variable(plain(parts.getFirst())).orElse("");
        return value.isEmpty()
                ? "0"
                : String.valueOf(Fields.of(value, Fields.separator(at(parts, 1), '-'))
                        .parts()
                        .size());
    }

    /** {@code SET(variable=value)}: sets it, and is the value. */
    private static String set(Run run, String argument) {
        int equals = argument.indexOf('=');
        if (equals < 0) {
            run.warnOnce("SET takes name=value");
            return "";
        }
        String value = argument.substring(equals + 1);
        run.assign(argument.substring(0, equals).strip(), value);
        return value;
    }

    /** {@code RAND([least][,most])}, both of them possible. */
    private static String random(Run run, String arguments) {
        List<String> parts = Arguments.split(arguments, ',');
        long least = number(at(parts, 0)).orElse(0);
        long most = number(at(parts, 1)).orElse(MOST);
        if (least > most) {
            run.warnOnce("RAND takes the smaller number first");
            return String.valueOf(least);
        }
        return String.valueOf(run.world().random().nextLong(least, most + 1));
    }

    /** {@code DIALPLAN_EXISTS(context[,extension])} */
    private static String exists(Run run, String arguments) {
        List<String> parts = Arguments.split(arguments, ',');
        String extension = at(parts, 1).isEmpty() ? run.place().extension() : plain(at(parts, 1));
        return run.has(plain(parts.getFirst()), extension) ? "1" : "0";
    }

    private static OptionalLong number(String text) {
        String plain = plain(text);
        return plain.matches("-?[0-9]{1,15}") ? OptionalLong.of(Long.parseLong(plain)) : OptionalLong.empty();
    }

    private static String at(List<String> parts, int index) {
        return Optional.of(index).filter(i -> i < parts.size()).map(parts::get).orElse("");
    }

    private static String plain(String text) {
        return Quoting.plain(text).strip();
    }
}

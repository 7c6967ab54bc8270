package io.carillon.proxy.dialplan;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The functions that can be read in <code>${…}</code>. */
final class Functions {
    private Functions() {}

    /** Functions of a call. */
    static Optional<String> ofCall(String name, String argument, Caller caller, Map<String, String> globals) {
        return switch (name) {
            case "CALLERID" -> Optional.of(callerId(Quoting.plain(argument), caller));
            case "GLOBAL" ->
                Optional.of(globals.getOrDefault(Quoting.plain(argument).strip(), ""));
            default -> ofText(name, argument);
        };
    }

    /** Functions that need their argument only. */
    static Optional<String> ofText(String name, String argument) {
        return name.equals("LEN") ? Optional.of(String.valueOf(argument.length())) : Optional.empty();
    }

    private static String callerId(String which, Caller caller) {
        return switch (which.strip().toLowerCase(Locale.ROOT)) {
            case "num", "number" -> Quoting.quote(caller.number());
            case "name" -> Quoting.quote(caller.name());
            case "all" ->
                Quoting.quote(
                        caller.name().isEmpty()
                                ? caller.number()
                                : "\"" + caller.name() + "\" <" + caller.number() + ">");
            default -> "";
        };
    }
}

package io.carillon.proxy.dialplan;

import java.util.Map;
import java.util.Optional;

/** The names that a call's plan can read: what the call is, then its own variables, then the globals. */
record CallScope(Run run, Variables variables, Map<String, String> globals) implements Scope {
    @Override
    public Optional<String> variable(String name) {
        return switch (name) {
            case "EXTEN" -> Optional.of(Quoting.quote(run.place().extension()));
            case "CONTEXT" -> Optional.of(run.place().context());
            case "PRIORITY" -> Optional.of(String.valueOf(run.place().priority()));
            case "CHANNEL" -> Optional.of("SIP/" + run.channel().caller().account());
            default -> variables.get(name).or(() -> Optional.ofNullable(globals.get(name)));
        };
    }

    @Override
    public Optional<String> function(String name, String argument) {
        return Functions.ofCall(name, argument, run.channel().caller(), globals);
    }

    @Override
    public void complain(String text) {
        run.warnOnce(text);
    }
}

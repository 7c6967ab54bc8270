package io.carillon.proxy.dialplan;

import java.util.Optional;

/** The names that a call's plan can read: what the call is, then its own variables, then the globals. */
record CallScope(Run call) implements Scope {
    @Override
    public Optional<String> variable(String name) {
        return SystemVariables.of(call, name)
                .or(() -> call.variables().get(name))
                .or(() -> call.globalVariable(name));
    }

    @Override
    public Optional<String> function(String name, String argument) {
        return call.plan().vocabulary().function(name).map(function -> function.read(this, argument));
    }

    @Override
    public void complain(String text) {
        call.warnOnce(text);
    }

    @Override
    public Optional<Run> run() {
        return Optional.of(call);
    }
}

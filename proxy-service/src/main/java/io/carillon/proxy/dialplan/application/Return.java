package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Application;
import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Outcome;
import io.carillon.proxy.dialplan.Run;
import java.util.Optional;

/** {@code Return([value])}: back from a Gosub; the value is GOSUB_RETVAL then. */
final class Return implements Application {
    @Override
    public String name() {
        return "Return";
    }

    @Override
    public Outcome run(Run run, Arguments arguments) {
        return new Outcome.Return(Optional.of(arguments.text()));
    }
}

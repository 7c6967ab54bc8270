package io.carillon.proxy.call;

import io.carillon.protocol.sip.Printable;
import io.carillon.proxy.dialplan.Executed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * {@code dialplan debug}: writes each step of every call to the log, without passwords. Switched on any thread, told on
 * the calls' own; costs one comparison a step while it is off.
 */
@ApplicationScoped
public class StepTrace {
    private static final Logger LOG = Logger.getLogger(StepTrace.class);

    private volatile boolean on;

    public boolean isOn() {
        return on;
    }

    public void show(boolean wanted) {
        on = wanted;
    }

    void runs(Supplier<String> channel, Executed step) {
        if (on) {
            LOG.infof(
                    "-- Executing [%s@%s:%d] %s(\"%s\", \"%s\") at %s",
                    Printable.line(step.place().extension()),
                    step.place().context(),
                    step.place().priority(),
                    step.application(),
                    channel.get(),
                    ShownArguments.of(step),
                    step.at());
        }
    }
}

package io.carillon.proxy.dialplan;

import java.util.Map;
import java.util.function.Consumer;

/** Runs a plan for a call. */
public final class Interpreter {
    private Interpreter() {}

    /**
     * Runs the plan to its end, on the calling thread.
     *
     * @param at told before each priority is run
     * @throws HungUp if the caller leaves
     */
    public static Ending run(Channel channel, Plan plan, String context, String extension, Consumer<Step> at) {
        if (plan.has(context, extension, channel.caller().number())) {
            at.accept(new Step(context, extension, 1, Map.of()));
        }
        return Ending.DECLINED;
    }
}

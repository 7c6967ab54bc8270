package io.carillon.proxy.dialplan;

/** Watches a plan being run. Told on the call's own thread, so it must not wait. */
@FunctionalInterface
public interface PlanListener {
    /** The call comes to a priority: what a checkpoint keeps. Not told of {@code h}: a call that is over is not resumed. */
    void at(Step step);

    /** An application is about to be run, in {@code h} too. */
    default void runs(Executed executed) {}
}

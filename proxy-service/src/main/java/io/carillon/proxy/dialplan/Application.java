package io.carillon.proxy.dialplan;

/**
 * What a priority does, as straight-line code on the call's virtual thread. An application keeps nothing between two
 * calls of {@link #run}: whatever must outlive it is a variable of the call.
 */
public interface Application {

    /** As people write it in a plan; compared in any case. */
    String name();

    /** @throws HungUp if the caller leaves while it waits */
    Outcome run(Run run, Arguments arguments);
}

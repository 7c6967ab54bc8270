package io.carillon.proxy.dialplan;

/** The caller has left: the plan of this call is over. Thrown by {@link Channel}; applications let it pass. */
public final class HungUp extends RuntimeException {
    public HungUp() {
        super("the caller has hung up", null, false, false);
    }
}

package io.carillon.proxy.dialplan;

/** The caller has left or was let go: the plan of this call is over. Thrown by {@link Channel}; applications let it pass. */
public final class HungUp extends RuntimeException {
    private final Ending ending;

    /** The caller left of its own accord. */
    public HungUp() {
        this(Ending.LEFT);
    }

    public HungUp(Ending ending) {
        super("the caller is gone", null, false, false);
        this.ending = ending;
    }

    /** What the record says of it. */
    public Ending ending() {
        return ending;
    }
}

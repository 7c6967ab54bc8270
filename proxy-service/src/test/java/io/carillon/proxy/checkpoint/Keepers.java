package io.carillon.proxy.checkpoint;

import org.postgresql.ds.PGSimpleDataSource;

/** Keepers for tests of what uses one. */
public final class Keepers {
    private Keepers() {}

    /** Takes what it is given and never stores it. */
    public static CallKeeper unstarted() {
        return new CallKeeper(new CheckpointStore(new PGSimpleDataSource()), "proxy-1");
    }
}

package io.carillon.proxy.checkpoint;

import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** Keepers for tests of what uses one. */
public final class Keepers {
    private Keepers() {}

    /** Takes what it is given and never stores it. */
    public static CallKeeper unstarted() {
        return noting(new ArrayList<>());
    }

    /** The same, and adds it here. */
    public static CallKeeper noting(List<Checkpoint> given) {
        return new CallKeeper(new CheckpointStore(new PGSimpleDataSource()), "proxy-1") {
            @Override
            public void keep(Checkpoint checkpoint) {
                given.add(checkpoint);
                super.keep(checkpoint);
            }
        };
    }
}

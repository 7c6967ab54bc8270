package io.carillon.registrar.location;

import io.carillon.registrar.registration.AddressOfRecord;
import java.util.function.Consumer;

/**
 * The one way to change bindings. Commands wait in a bounded queue; whatever waits when the previous commit ends is
 * committed next, in one transaction, without lingering. An address-of-record always has the same lane, so that its
 * commands are applied in the order they came, while another lane's commit waits for the disk.
 *
 * <p>Thread-safe. While the database is away or stalls, commands are answered {@link Verdict.Unavailable} at once.
 */
public final class BindingCommitter implements AutoCloseable {
    /** Two batches in flight: one is written by PostgreSQL while the other waits for the disk. */
    private static final int LANES = 2;

    private final CommitLane[] lanes = new CommitLane[LANES];

    public BindingCommitter(LocationDatabase database, CommitFigures figures) {
        for (int i = 0; i < LANES; i++) {
            lanes[i] = CommitLane.start("binding-committer-" + i, database, figures);
        }
    }

    /**
     * Hands over a command.
     *
     * @param told hears the verdict once: on a committer's thread, or on the caller's before this returns. It must not
     *     block.
     */
    public void submit(BindingCommand command, Consumer<Verdict> told) {
        lane(command.aor()).submit(command, told);
    }

    /** Whether some command would be refused now. */
    public boolean isUnavailable() {
        for (CommitLane lane : lanes) {
            if (lane.isUnavailable()) {
                return true;
            }
        }
        return false;
    }

    private CommitLane lane(AddressOfRecord aor) {
        return lanes[Math.floorMod(aor.account().hashCode(), LANES)];
    }

    /** Commits what waits, refuses what comes, and returns when both lanes have ended. */
    @Override
    public void close() {
        for (CommitLane lane : lanes) {
            lane.close();
        }
    }
}

package io.carillon.facts;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Work on the database that is done again and again until it is closed. PostgreSQL away is said once; a bug in one round
 * is logged, once while it stays the same, and costs no other round. Owns a virtual thread.
 */
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Rounds.class);

    private final String name;
    private final Duration pause;
    private final Outage outage;
    private final Work work;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private String bug = "";

    /** One round. */
    @FunctionalInterface
    public interface Work {
        void round() throws SQLException, InterruptedException;
    }

    private Rounds(String name, Duration pause, Outage outage, Work work) {
        this.name = name;
        this.pause = pause;
        this.outage = outage;
        this.work = work;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /**
     * Does the first round now and each other one a pause after the last.
     *
     * @param name of the thread, for the log
     * @param outage told how PostgreSQL does
     * @param work called on the virtual thread
     */
    public static Rounds start(String name, Duration pause, Outage outage, Work work) {
        Rounds rounds = new Rounds(name, pause, outage, work);
        rounds.thread.start();
        return rounds;
    }

    /** Ends the pause: a round begins at once, or once more after the one in progress. Any thread. */
    public void soon() {
        wake.release();
    }

    private void run() {
        try {
            while (true) {
                wake.drainPermits();
                round();
                wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException closed) {
            LOG.debugf("%s has ended", name);
        }
    }

    private void round() throws InterruptedException {
        try {
            work.round();
            outage.off();
            bug = "";
        } catch (SQLException away) {
            // An interrupt closes the socket a virtual thread waits on; that is our own doing.
            if (!Thread.currentThread().isInterrupted()) {
                outage.on(String.valueOf(away.getMessage()));
            }
        } catch (RuntimeException failed) {
            if (!bug.equals(failed.toString())) {
                bug = failed.toString();
                LOG.errorf(failed, "%s: this round failed, the next ones are tried all the same", name);
            }
        }
    }

    /** Ends it; a round in progress is interrupted. */
    @Override
    public void close() {
        thread.interrupt();
    }
}

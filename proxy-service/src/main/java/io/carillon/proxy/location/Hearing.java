package io.carillon.proxy.location;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether news of bindings reach this proxy. The proof is an echo: what was said on one connection was heard on the one that
 * listens, so that everything committed before was heard too. Told by the thread that listens, asked by any thread.
 */
final class Hearing {
    /** The spell in which nothing is sure to be heard. */
    static final long DEAF = 0;

    /** For so long an echo proves something. */
    private static final Duration PROOF = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private volatile State state;
    /** How many there were. */
    private long spells = DEAF;

    /** @param proved when what was heard last was said; before anything was heard, since when it is waited for */
    private record State(long spell, long proved) {}

    Hearing(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.state = new State(DEAF, nanoTime.getAsLong());
    }

    /** The time within which no news were missed, by its number; {@link #DEAF} for none. */
    long spell() {
        State now = state;
        return isProof(now.proved()) ? now.spell() : DEAF;
    }

    /** What time it is for {@link #heard}. */
    long now() {
        return nanoTime.getAsLong();
    }

    /** Nothing is proved, and nothing was for long. */
    boolean isSilent() {
        return !isProof(state.proved());
    }

    private boolean isProof(long proved) {
        return now() - proved < PROOF.toNanos();
    }

    /** The connection listens from now on; that it hears is not proved yet. */
    void listens() {
        state = new State(DEAF, now());
    }

    /** @param said when the echo that was heard was sent */
    void heard(long said) {
        long spell = spell();
        state = new State(spell == DEAF ? ++spells : spell, said);
    }

    /** Everything may be new. */
    void everythingIsNew() {
        State before = state;
        state = before.spell() == DEAF ? before : new State(++spells, before.proved());
    }

    /** The connection is gone. */
    void lost() {
        state = new State(DEAF, now());
    }
}

package io.carillon.protocol.media;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/** Keys that a party has pressed and nobody has asked for yet, in their order. For one thread. */
public final class TypedAhead {
    /** Longer than any number; whoever presses more has no need of the last. */
    static final int MOST = 128;

    private final Deque<Character> keys = new ArrayDeque<>();

    public void pressed(char key) {
        if (keys.size() < MOST) {
            keys.add(key);
        }
    }

    /** Takes the first. */
    public Optional<Character> next() {
        return Optional.ofNullable(keys.poll());
    }

    /** Takes the first that is one of these; those before it stay. */
    public Optional<Character> next(String wanted) {
        Iterator<Character> each = keys.iterator();
        while (each.hasNext()) {
            char key = each.next();
            if (wanted.indexOf(key) >= 0) {
                each.remove();
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    public void forget() {
        keys.clear();
    }

    public void forgetAllBut(String wanted) {
        keys.removeIf(key -> wanted.indexOf(key) < 0);
    }
}

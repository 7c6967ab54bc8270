package io.carillon.proxy.locate;

import java.time.Duration;
import java.util.List;

/** What came of a {@link Question}. */
sealed interface Answer {

    default List<ResourceRecord> records() {
        return switch (this) {
            case Found found -> found.all();
            case None(), Failed _ -> List.of();
        };
    }

    /** @param ttl how long the shortest-lived of them may be remembered */
    record Found(List<ResourceRecord> all, Duration ttl) implements Answer {
        public Found {
            all = List.copyOf(all);
        }
    }

    /** There is no such name, or nothing of this type under it. */
    record None() implements Answer {}

    /** Nobody has answered in time, or the name cannot be asked for. */
    record Failed(String why) implements Answer {}
}

package io.carillon.proxy.trunk;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who is known at a place, found without looking at everybody: an INVITE is judged by it before anybody has vouched for its
 * sender. Owned by the signalling loop.
 *
 * @param <P> an address, or what else a request is known by
 */
final class NamesAt<P> {
    private final Map<P, NavigableSet<String>> names = new HashMap<>();

    void add(P place, String name) {
        names.computeIfAbsent(place, _ -> new TreeSet<>()).add(name);
    }

    void remove(P place, String name) {
        names.computeIfPresent(place, (_, known) -> {
            known.remove(name);
            return known.isEmpty() ? null : known;
        });
    }

    void clear() {
        names.clear();
    }

    /** In the order of names. */
    Stream<String> at(P place) {
        NavigableSet<String> known = names.get(place);
        return known == null ? Stream.empty() : known.stream();
    }
}

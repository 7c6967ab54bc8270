package io.carillon.protocol.sip.login;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The entries that were asked for last; the one that nobody has asked for longest gives way to a new one. */
final class Recent<K, V> {
    private static final int FIRST_SIZE = 16;
    private static final float LOAD = 0.75f;

    private final int limit;
    private final Map<K, V> entries = new LinkedHashMap<>(FIRST_SIZE, LOAD, true);

    Recent(int limit) {
        this.limit = limit;
    }

    Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    V get(K key, Supplier<V> first) {
        V value = entries.computeIfAbsent(key, _ -> first.get());
        trim();
        return value;
    }

    void put(K key, V value) {
        entries.put(key, value);
        trim();
    }

    int size() {
        return entries.size();
    }

    private void trim() {
        if (entries.size() > limit) {
            Iterator<K> eldest = entries.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }
}

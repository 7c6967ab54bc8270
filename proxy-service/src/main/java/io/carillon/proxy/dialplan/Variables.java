package io.carillon.proxy.dialplan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The variables of one call, in the plan's quoting. Names are told apart by case. */
final class Variables {
    /** A plan that makes up names in a loop fills no heap. */
    static final int MAX_VARIABLES = 250;

    private static final int MAX_NAME_LENGTH = 80;

    private final Map<String, String> values = new HashMap<>();
    private Map<String, String> snapshot = Map.of();

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Whether there was room for it. */
    boolean set(String name, String value) {
        if (name.length() > MAX_NAME_LENGTH || (values.size() >= MAX_VARIABLES && !values.containsKey(name))) {
            return false;
        }
        values.put(
                name, value.length() <= Substitution.MAX_LENGTH ? value : value.substring(0, Substitution.MAX_LENGTH));
        snapshot = Map.of();
        return true;
    }

    /** As they are now. */
    Map<String, String> all() {
        if (snapshot.size() != values.size()) {
            snapshot = Map.copyOf(values);
        }
        return snapshot;
    }
}

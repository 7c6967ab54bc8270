package io.carillon.proxy.trunk;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of the peers with {@code qualify=}. Written by the signalling loop; read on any thread. */
public final class Reachability {
    private final Map<String, Qualification> states = new ConcurrentHashMap<>();

    /**
     * One peer.
     *
     * @param status OK (12 ms), LAGGED (2100 ms), UNREACHABLE or UNKNOWN
     * @param since when that began
     */
    public record Entry(String account, String status, Instant since) {}

    void put(String account, Qualification known) {
        states.put(account, known);
    }

    void forget(String account) {
        states.remove(account);
    }

    /** Whether calls to it would only wait: it was asked and did not answer. */
    public boolean isUnreachable(String account) {
        Qualification known = states.get(account);
        return known != null && known.state() == Qualification.State.UNREACHABLE;
    }

    /** In the order of names. */
    public List<Entry> list() {
        return states.entrySet().stream()
                .map(entry -> new Entry(
                        entry.getKey(),
                        entry.getValue().text(),
                        entry.getValue().since()))
                .sorted(Comparator.comparing(Entry::account))
                .toList();
    }
}

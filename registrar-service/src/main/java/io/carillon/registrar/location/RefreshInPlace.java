package io.carillon.registrar.location;

import io.carillon.registrar.registration.AddressOfRecord;
import io.carillon.registrar.registration.Binding;
import io.carillon.registrar.registration.Change;
import io.carillon.registrar.registration.Outcome;
import io.carillon.registrar.registration.PlainRefresh;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts together what one statement of refreshes in place has found and done. */
final class RefreshInPlace implements BindingTable.Refreshing {
    private record Refreshed(int slot, Instant now) {}

    private final Map<AddressOfRecord, PlainRefresh> wanted;
    private final Map<AddressOfRecord, List<Binding>> found;
    private final Map<AddressOfRecord, Refreshed> refreshed;

    RefreshInPlace(Map<AddressOfRecord, PlainRefresh> wanted) {
        this.wanted = wanted;
        this.found = HashMap.newHashMap(wanted.size());
        this.refreshed = HashMap.newHashMap(wanted.size());
    }

    @Override
    public void found(AddressOfRecord aor, Binding before, Instant now) {
        if (!before.isExpired(now)) {
            found.computeIfAbsent(aor, _ -> new ArrayList<>(1)).add(before);
        }
    }

    @Override
    public void refreshed(AddressOfRecord aor, int slot, Instant now) {
        refreshed.put(aor, new Refreshed(slot, now));
    }

    /** The verdicts of those that were refreshed. */
    Map<AddressOfRecord, Verdict.Committed> committed() {
        Map<AddressOfRecord, Verdict.Committed> committed = HashMap.newHashMap(refreshed.size());
        refreshed.forEach((aor, done) -> committed.put(aor, committed(aor, done)));
        return committed;
    }

    private Verdict.Committed committed(AddressOfRecord aor, Refreshed done) {
        PlainRefresh refresh = wanted.get(aor);
        List<Binding> bindings = found.getOrDefault(aor, List.of());
        List<Change> changes = new ArrayList<>(1);
        for (int i = 0; i < bindings.size(); i++) {
            Binding before = bindings.get(i);
            if (refresh != null && before.slot() == done.slot()) {
                Binding after = refresh.of(before.slot(), before.registered(), done.now());
                bindings.set(i, after);
                changes.add(new Change.Refreshed(after));
            }
        }
        bindings.sort(Comparator.comparingInt(Binding::slot));
        return new Verdict.Committed(new Outcome.Accepted(bindings, changes), done.now());
    }
}

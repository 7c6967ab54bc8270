package io.carillon.registrar.location;

import io.carillon.registrar.registration.AddressOfRecord;
import io.carillon.registrar.registration.Binding;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@code location.binding} that a batch changes, by the kind of statement each needs. */
record Edits(List<Row> deleted, List<Row> changed, List<Row> inserted) {

    /** One binding of one address-of-record. */
    record Row(AddressOfRecord aor, Binding binding) {}

    static Edits none() {
        return new Edits(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Adds what turns one address-of-record's stored rows into the bindings it now has. */
    void add(AddressOfRecord aor, List<Binding> stored, List<Binding> wanted) {
        for (Binding before : stored) {
            if (wanted.stream().noneMatch(after -> after.slot() == before.slot())) {
                deleted.add(new Row(aor, before));
            }
        }
        for (Binding after : wanted) {
            if (stored.stream().noneMatch(before -> before.slot() == after.slot())) {
                inserted.add(new Row(aor, after));
            } else if (!stored.contains(after)) {
                changed.add(new Row(aor, after));
            }
        }
    }
}

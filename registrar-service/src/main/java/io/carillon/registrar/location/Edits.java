package io.carillon.registrar.location;

import io.carillon.registrar.registration.AddressOfRecord;
import io.carillon.registrar.registration.Binding;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@code location.binding} that a batch changes, by the kind of statement each needs. */
record Edits(List<Row> deleted, List<Row> inserted, List<Row> changed, List<Row> refreshed) {

    /** One binding of one address-of-record. */
    record Row(AddressOfRecord aor, Binding binding) {}

    static Edits none() {
        return new Edits(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Adds what turns one address-of-record's stored rows into the bindings it now has. */
    void add(AddressOfRecord aor, List<Binding> stored, List<Binding> wanted) {
        for (Binding before : stored) {
            if (wanted.stream().noneMatch(after -> after.slot() == before.slot())) {
                deleted.add(new Row(aor, before));
            }
        }
        for (Binding after : wanted) {
            Row row = new Row(aor, after);
            stored.stream()
                    .filter(before -> before.slot() == after.slot())
                    .findFirst()
                    .ifPresentOrElse(before -> update(before, row), () -> inserted.add(row));
        }
    }

    private void update(Binding before, Row after) {
        if (!after.binding().isSamePlaceAs(before)) {
            changed.add(after);
        } else if (!after.binding().equals(before)) {
            refreshed.add(after);
        }
    }
}

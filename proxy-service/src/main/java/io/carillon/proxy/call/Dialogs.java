package io.carillon.proxy.call;

import io.carillon.protocol.sip.dialog.DialogId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Every dialog of every call of this process, by its identifier (RFC 3261 §12). Owned by the signalling loop. */
final class Dialogs {
    private final Map<DialogId, DialogUse> uses = new HashMap<>();

    void add(DialogUse use) {
        uses.put(use.id(), use);
    }

    void forget(DialogUse use) {
        if (uses.remove(use.id(), use)) {
            use.ended();
        }
    }

    Optional<DialogUse> find(DialogId id) {
        return Optional.ofNullable(uses.get(id));
    }
}

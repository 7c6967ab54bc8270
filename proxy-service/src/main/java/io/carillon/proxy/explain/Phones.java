package io.carillon.proxy.explain;

import io.carillon.config.sip.SipConf;
import java.util.Set;

/** How the simulated phones take a call: all that are named nowhere answer it. */
public record Phones(Set<String> busy, Set<String> offline, Set<String> silent) {
    /** All of them answer. */
    public static final Phones WILLING = new Phones(Set.of(), Set.of(), Set.of());

    enum Behaviour {
        ANSWERS,
        /** Rings, and nobody answers. */
        SILENT,
        BUSY,
        OFFLINE,
        /** sip.conf has no such account, or one that may not be called. */
        UNKNOWN
    }

    public Phones {
        busy = Set.copyOf(busy);
        offline = Set.copyOf(offline);
        silent = Set.copyOf(silent);
    }

    Behaviour of(String account, SipConf sip) {
        if (sip.account(account).filter(written -> written.type().mayBeCalled()).isEmpty()) {
            return Behaviour.UNKNOWN;
        }
        if (offline.contains(account)) {
            return Behaviour.OFFLINE;
        }
        if (busy.contains(account)) {
            return Behaviour.BUSY;
        }
        return silent.contains(account) ? Behaviour.SILENT : Behaviour.ANSWERS;
    }
}

package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part in a call: the caller, for whom the plan runs, and those it has called. Both may be somebody else after a
 * transfer. Owned by the call on the signalling loop.
 */
final class CallLegs {
    private final Map<LegId, Leg> callees = new LinkedHashMap<>();
    private @Nullable Leg caller;

    CallLegs(Leg caller) {
        this.caller = caller;
    }

    /** Empty once the caller has gone on in another call. */
    Optional<Leg> caller() {
        return Optional.ofNullable(caller);
    }

    boolean isCaller(Leg leg) {
        return leg == caller;
    }

    void add(Leg callee) {
        callees.put(callee.id(), callee);
    }

    Collection<Leg> callees() {
        return callees.values();
    }

    List<Leg> all() {
        List<Leg> all = new ArrayList<>(callees.values());
        caller().ifPresent(all::addFirst);
        return all;
    }

    Optional<Leg> callee(LegId id) {
        return Optional.ofNullable(callees.get(id));
    }

    Optional<Leg> find(LegId id) {
        return caller().filter(leg -> leg.id().equals(id)).or(() -> callee(id));
    }

    boolean owns(Leg leg) {
        return isCaller(leg) || callees.get(leg.id()) == leg;
    }

    /** Those of earlier Dials are of no more use, and a plan may dial for as long as its caller waits. */
    void forgetEnded() {
        callees.values().removeIf(Leg::ended);
    }

    /** It has no part in the call any more. */
    void remove(Leg leg) {
        if (isCaller(leg)) {
            caller = null;
        }
        callees.values().remove(leg);
    }

    /** A callee becomes the caller; empty where it has left by now. */
    Optional<Leg> succeed(LegId successor) {
        Optional<Leg> next = callee(successor).filter(leg -> leg.established().isPresent());
        next.ifPresent(leg -> {
            callees.remove(successor);
            caller = leg;
        });
        return next;
    }

    /** Another leg, with an id of its own, in the place of one of these; true where that is the caller's. */
    boolean replace(Leg gone, Leg newcomer) {
        if (isCaller(gone)) {
            caller = newcomer;
            return true;
        }
        callees.remove(gone.id());
        callees.put(newcomer.id(), newcomer);
        return false;
    }

    /** The call is over: it has no place for anybody any more. */
    void close() {
        caller = null;
        callees.clear();
    }
}

package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A way to a contact, and the session description that it will be offered. */
record OfferedRoute(Route route, String sdp) {
    /** Every leg with the name of the callee it belongs to, in order. */
    static Map<LegId, String> callees(List<OfferedRoute> routes) {
        Map<LegId, String> callees = new LinkedHashMap<>();
        routes.forEach(offered ->
                callees.put(offered.route().leg(), offered.route().callee().name()));
        return callees;
    }
}

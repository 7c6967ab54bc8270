package io.carillon.proxy.call;

/** A way to a contact, and the session description that it will be offered. */
record OfferedRoute(Route route, String sdp) {}
